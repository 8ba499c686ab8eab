package io.actor.scheduler;

import java.lang.ref.WeakReference;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a thread that brings messages from outside does itself. Between two nodes that
 * take turns most of the time goes into waking threads: one reads the message, another
 * one handles it. So of the tasks a message makes runnable the first is left to the
 * thread that has brought it, if a worker would have to be woken for it. A task that took
 * long or waited is left to workers for a while.
 */
@ProductionSeam
final class Errand implements Runnable {

	/** A task that takes longer is none for this thread. */
	private static final long LONG_NANOS = 500_000;

	/** So often a task that took long is left to workers before it gets another try. */
	private static final int REFUSALS = 256;

	private static final int REMEMBERED = 16;

	private final WorkerScheduler scheduler;

	private final Turn turn;

	private final @Nullable Slow[] slow = new @Nullable Slow[REMEMBERED];

	private int nextSlow;

	private boolean open;

	private @Nullable Task kept;

	private @Nullable Runnable beforeWaiting;

	/** Set while the task runs, for the watchdog. */
	private volatile long since;

	/** The run the watchdog looks at; its own. */
	private long watched;

	/** When it looks at that again; its own. */
	private long nextLook;

	/** Whether it has told of that; its own. */
	private boolean told;

	Errand(WorkerScheduler scheduler, Turn turn) {
		this.scheduler = scheduler;
		this.turn = turn;
	}

	boolean isOf(WorkerScheduler scheduler) {
		return this.scheduler == scheduler;
	}

	void begin(Runnable beforeWaiting) {
		this.beforeWaiting = beforeWaiting;
		this.open = true;
	}

	@Nullable Runnable end() {
		this.open = false;
		return (this.kept != null) ? this : null;
	}

	/**
	 * Leaves a task that has become runnable to this thread. False if it is for others.
	 */
	boolean keep(Task task) {
		if (!this.open || this.kept != null || !task.isBrief() || !this.scheduler.anyIdle() || isSlow(task)) {
			return false;
		}
		this.kept = task;
		return true;
	}

	@Override
	public void run() {
		Task task = this.kept;
		if (task == null) {
			return;
		}
		this.kept = null;
		long start = this.scheduler.clock.nanoTime();
		this.since = start;
		try {
			this.turn.runTask(task);
		}
		catch (Throwable ex) {
			this.scheduler.listener.escaped(task, ex);
		}
		this.since = 0;
		boolean waited = this.beforeWaiting == null;
		if (waited || this.scheduler.clock.nanoTime() - start > LONG_NANOS) {
			this.slow[this.nextSlow++ % REMEMBERED] = new Slow(new WeakReference<>(task));
		}
		// An interrupt meant for the task must not reach what the thread does next.
		Thread.interrupted();
	}

	/** The task is about to wait on this thread. */
	void waits() {
		Runnable once = this.beforeWaiting;
		if (once != null && this.since != 0) {
			this.beforeWaiting = null;
			once.run();
		}
	}

	/**
	 * Tells of a run that computes for long; for the watchdog.
	 * @return whether it has told
	 */
	boolean reportLong(long now, Duration limit) {
		long start = this.since;
		Task task = this.turn.running();
		if (start != this.watched) {
			this.watched = start;
			this.nextLook = start + limit.toNanos();
			this.told = false;
		}
		if (start == 0 || task == null || this.told || now - this.nextLook < 0
				|| Watchdog.blocked(this.turn.thread())) {
			return false;
		}
		StackTraceElement[] stack = this.turn.thread().getStackTrace();
		// A platform thread that waits for the system passes for running.
		if (stack.length == 0 || stack[0].isNativeMethod()) {
			this.nextLook = now + limit.toNanos();
			return false;
		}
		this.told = true;
		this.scheduler.listener.longSchedule(task, Duration.ofNanos(now - start), stack);
		return true;
	}

	private boolean isSlow(Task task) {
		for (int i = 0; i < REMEMBERED; i++) {
			Slow known = this.slow[i];
			if (known != null && known.task.refersTo(task)) {
				if (--known.refusals == 0) {
					this.slow[i] = null;
				}
				return true;
			}
		}
		return false;
	}

	private static final class Slow {

		private final WeakReference<Task> task;

		private int refusals = REFUSALS;

		Slow(WeakReference<Task> task) {
			this.task = task;
		}

	}

}
