package io.actor.gen;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a server's {@code init}; made with the methods of {@link GenServer}.
 */
public sealed interface Init {

	/** The server is ready. */
	Init OK = new Ok(null);

	/**
	 * The server is ready.
	 *
	 * @param next what it does first, or null
	 */
	record Ok(@Nullable Next next) implements Init {
	}

	/**
	 * The server cannot start; the start fails with this reason.
	 *
	 * @param reason why
	 */
	record Stop(ExitReason reason) implements Init {
	}

	/** The server has nothing to do; the start says so and the process ends normally. */
	record Ignore() implements Init {
	}

}
