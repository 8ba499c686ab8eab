package io.actor.gen;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.actor.process.ExitReason;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/** What a system request asks for; see {@link Sys} for what each does. */
sealed interface SystemOperation {

	/** Gives the state. */
	record GetState() implements SystemOperation {
	}

	/**
	 * Puts another state in place and gives it.
	 *
	 * @param change makes it out of the old one
	 */
	record ReplaceState(UnaryOperator<Object> change) implements SystemOperation {
	}

	/** Says how the server is. */
	record GetStatus() implements SystemOperation {
	}

	/** From now on only system requests are handled. */
	record Suspend() implements SystemOperation {
	}

	/** Ends a suspension. */
	record Resume() implements SystemOperation {
	}

	/**
	 * Puts another version of the server in place.
	 *
	 * @param version makes the server of the other version
	 * @param oldVersion the version that is left, or a {@link Downgrade}
	 * @param extra for the conversion of the state
	 */
	record ChangeCode(Supplier<? extends GenServer<?, ?>> version, Object oldVersion,
			Object extra) implements SystemOperation {
	}

	/**
	 * Stops the server.
	 *
	 * @param reason why
	 */
	record Terminate(ExitReason reason) implements SystemOperation {
	}

	/**
	 * Asks or changes what watches the server.
	 *
	 * @param name what people call it
	 * @param command runs in the server and gives the answer
	 * @param term the same for a server of another node, or null if it cannot travel
	 */
	record Debug(String name, Function<Debugging, Object> command, @Nullable Term term) implements SystemOperation {
	}

	/**
	 * What another node asked for and this one does not know.
	 *
	 * @param term the request
	 */
	record Unknown(Term term) implements SystemOperation {
	}

	/** What it is called in a message to people. */
	default String text() {
		return (this instanceof Debug debug) ? debug.name() : getClass().getSimpleName();
	}

}
