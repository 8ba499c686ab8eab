package io.actor.scheduler;

/**
 * Something that can be made runnable: a process with mail, or a worker whose wait is
 * over. Whoever submits a task guarantees that it is not already queued or running; the
 * mailbox word of a process gives exactly that guarantee.
 */
public abstract class Task {

	/**
	 * Does a bounded piece of work. An exception that escapes is reported and ends the
	 * piece, never the worker.
	 * @param turn the executing thread's turn
	 */
	protected abstract void run(Turn turn);

	/**
	 * Whether a run as a rule neither waits nor takes long, so that a thread which has
	 * other duties may do it.
	 */
	protected boolean isBrief() {
		return false;
	}

	/**
	 * Whether the task only computes and belongs on the pool of platform threads
	 * (Erlang's dirty CPU schedulers).
	 */
	protected boolean cpuBound() {
		return false;
	}

}
