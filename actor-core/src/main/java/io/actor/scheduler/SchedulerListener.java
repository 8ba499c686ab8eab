package io.actor.scheduler;

import java.time.Duration;

/**
 * Hears what goes wrong while tasks run. Called on the scheduler's threads; must be quick
 * and must not throw.
 */
public interface SchedulerListener {

	/**
	 * A task has held a worker for long without blocking (Erlang's
	 * {@code long_schedule}). Reported once for each such stay.
	 * @param task the running task
	 * @param held for how long so far
	 * @param stack where it is now
	 */
	void longSchedule(Task task, Duration held, StackTraceElement[] stack);

	/** An exception escaped a task; the worker goes on. */
	void escaped(Task task, Throwable failure);

	/**
	 * Called about every millisecond while tasks run, for whoever has to look after tasks
	 * that do not react.
	 */
	void tick();

}
