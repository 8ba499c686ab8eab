package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** The outcome of a start. */
public sealed interface StartResult {

	/**
	 * It runs.
	 *
	 * @param pid its process
	 */
	record Started(Pid pid) implements StartResult {
	}

	/** It had nothing to do and has ended normally. */
	record Ignored() implements StartResult {
	}

	/**
	 * It could not start; its process and name are gone.
	 *
	 * @param reason why
	 * @param holder who has the name, if that is why
	 */
	record Failed(ExitReason reason, @Nullable Pid holder) implements StartResult {
	}

}
