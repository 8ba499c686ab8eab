package io.actor.scheduler;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Who runs, and when. Production is {@link WorkerScheduler}; a simulator runs everything
 * on one thread in an order given by a seed.
 */
public interface ActorScheduler extends AutoCloseable {

	/**
	 * Makes a task runnable. It will be run once, by one thread, soon.
	 * @param task a task that is neither queued nor running
	 * @param turn the current thread's turn
	 */
	void submit(Task task, Turn turn);

	/**
	 * Makes a task runnable behind all that waits already: for one whose budget is used
	 * up.
	 */
	void resubmit(Task task, Turn turn);

	/** Where the current thread can wait. Valid for this thread only. */
	Parker parker();

	/**
	 * Runs work that only computes on the pool of platform threads and waits for it; on a
	 * worker the run queue goes to others meanwhile (Erlang's dirty CPU schedulers).
	 * @throws Exception what the work threw
	 */
	<T> T compute(Callable<T> work) throws Exception;

	/**
	 * The current thread, which is none of the scheduler's, begins to hand in what has
	 * come from outside. One of the tasks that makes runnable may be left to it: see
	 * {@link #endErrand}.
	 * @param beforeWaiting called once, on this thread, if that task is about to wait
	 */
	default void beginErrand(Runnable beforeWaiting) {
	}

	/**
	 * The current thread has handed in all that has come.
	 * @return what it has to run now, as no worker will; may take long, or wait
	 */
	default @Nullable Runnable endErrand() {
		return null;
	}

	/** What the scheduler is doing now; for people and meters. */
	SchedulerSnapshot snapshot();

	/** Lets queued tasks end and stops all threads. Idempotent. */
	@Override
	void close();

	/** The M:N scheduler on virtual-thread workers. */
	static ActorScheduler start(SchedulerOptions options, SchedulerListener listener, ActorClock clock,
			ActorTimers timers) {
		return new WorkerScheduler(options, listener, clock, timers);
	}

}
