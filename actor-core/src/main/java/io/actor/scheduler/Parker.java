package io.actor.scheduler;

/**
 * Where one thread waits. A permit, as in {@link java.util.concurrent.locks.LockSupport}:
 * an unpark before the park makes the park return at once, waits may end early, and the
 * caller looks at its condition again after each one. An interrupt ends the wait and
 * stays set: a caller that does not want to end with it clears it first. On a worker,
 * waiting gives the run queue away, so other processes go on.
 */
public interface Parker {

	/** Waits for a permit. */
	void park();

	/**
	 * Waits for a permit until the monotonic clock passes the deadline.
	 * @param deadlineNanos in the clock's nanoseconds
	 */
	void parkUntil(long deadlineNanos);

	/** Gives the permit; from any thread. */
	void unpark();

}
