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
	 * @param next what it does first, which replies to nobody and does not stop; or null
	 */
	record Ok(@Nullable Next next) implements Init {
	}

	/** This outcome to be thrown, from however deep inside init. */
	default RuntimeException thrown() {
		return new ThrownResult(this);
	}

	/**
	 * The server cannot start; the start fails and the process ends with this reason.
	 *
	 * @param reason why
	 */
	record Stop(ExitReason reason) implements Init {
	}

	/**
	 * The server cannot start, which is no accident: the start fails with this reason,
	 * the process ends normally.
	 *
	 * @param reason why
	 */
	record Refuse(ExitReason reason) implements Init {
	}

	/** The server has nothing to do; the start says so and the process ends normally. */
	record Ignore() implements Init {
	}

}
