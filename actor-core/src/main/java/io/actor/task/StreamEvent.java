package io.actor.task;

import io.actor.term.Ref;

/** What the runner of a stream tells the process that reads it. */
sealed interface StreamEvent {

	/** Names the stream. */
	Ref stream();

	/**
	 * A task is gone.
	 *
	 * @param position which input it was for
	 * @param outcome what became of it
	 * @param late whether it took too long and was killed
	 */
	record Finished(Ref stream, long position, Outcome<?> outcome, boolean late) implements StreamEvent {
	}

	/**
	 * A task could not be started.
	 *
	 * @param failure why
	 */
	record NotStarted(Ref stream, RuntimeException failure) implements StreamEvent {
	}

}
