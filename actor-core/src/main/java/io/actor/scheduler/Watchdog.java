package io.actor.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Looks at the run queues every millisecond while there is work. A queue whose worker
 * blocks in foreign code, or computes without end, is never taken away from its owner,
 * who may come back at any moment; instead an extra queue is added, which steals what
 * waits and retires when there is nothing left.
 */
@ProductionSeam
final class Watchdog {

	private static final long ROUND_NANOS = 1_000_000;

	/** Pause between rounds while every queue is idle. */
	private static final long IDLE_NANOS = 20_000_000;

	private static final int BLOCKED_ROUNDS = 2;

	private static final int COMPUTING_ROUNDS = 10;

	/** Most run queues that are added for blocked or computing handlers. */
	private static final int MAX_EXTRAS = 10_000;

	/** Most carriers that are added for handlers that compute. */
	private static final int MAX_RAISED = 32;

	private final WorkerScheduler scheduler;

	private final SchedulerOptions options;

	private final Carriers carriers;

	private final Thread thread;

	private int burst = 1;

	private volatile long longSchedules;

	private volatile boolean closed;

	Watchdog(WorkerScheduler scheduler, SchedulerOptions options) {
		this.scheduler = scheduler;
		this.options = options;
		this.carriers = new Carriers(options.queues(), options.spareCarrier());
		this.thread = Thread.ofPlatform().name("actor-watchdog").daemon().unstarted(this::run);
	}

	void start() {
		this.thread.start();
	}

	void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
	}

	long longSchedules() {
		return this.longSchedules;
	}

	private void run() {
		while (!this.closed) {
			boolean busy = true;
			try {
				busy = round(this.scheduler.clock.nanoTime());
				this.scheduler.listener.tick();
			}
			catch (Throwable ex) {
				// Without this thread blocking handlers would stop the node.
				this.thread.getUncaughtExceptionHandler().uncaughtException(this.thread, ex);
			}
			LockSupport.parkNanos(busy ? ROUND_NANOS : IDLE_NANOS);
		}
		this.carriers.raiseTo(0);
	}

	/** One look at every queue. False if all of them are idle. */
	private boolean round(long now) {
		List<RunQueue> all = new ArrayList<>(List.of(this.scheduler.queues()));
		this.scheduler.extras().forEach(all::add);
		boolean busy = false;
		boolean waiting = this.scheduler.workWaits();
		int running = 0;
		int computing = 0;
		int fresh = 0;
		for (RunQueue queue : all) {
			Watch watch = queue.watch;
			if (this.scheduler.isIdle(queue)) {
				watch.reset(queue.ticks());
				running++;
				continue;
			}
			busy = true;
			Worker owner = queue.owner;
			Task task = (owner != null) ? owner.running() : null;
			// No task and still no progress: the worker gets no carrier, for others
			// compute.
			if (queue.ticks() != watch.ticks || owner == null) {
				watch.reset(queue.ticks());
				queue.stuckAt = -1;
				running++;
				continue;
			}
			if (watch.rounds++ == 0) {
				watch.since = now;
			}
			queue.stuckAt = watch.ticks;
			boolean blocked = blocked(owner.thread);
			if (blocked ? watch.rounds < BLOCKED_ROUNDS : watch.rounds < COMPUTING_ROUNDS) {
				running++;
				continue;
			}
			fresh += watch.counted ? 0 : 1;
			watch.counted = true;
			waiting |= queue.hasAny();
			if (!blocked) {
				computing++;
				if (task != null) {
					reportLong(watch, owner, task, now);
				}
			}
		}
		for (Errand errand : this.scheduler.errands()) {
			if (errand.reportLong(now, this.options.longSchedule())) {
				this.longSchedules++;
			}
		}
		this.carriers.raiseTo(Math.min(computing, MAX_RAISED));
		if (waiting && this.scheduler.anyIdle()) {
			this.scheduler.wakeIdle();
		}
		else if (waiting && running < this.options.queues()) {
			grow(this.options.queues() - running, fresh, all.size());
		}
		else if (running > this.options.queues()) {
			shrink(running - this.options.queues());
		}
		return busy;
	}

	/**
	 * Adds queues for those that are stuck; twice as many each round while the added ones
	 * get stuck too, so that a hundred handlers in a JDBC call start within a few rounds.
	 */
	private void grow(int missing, int fresh, int present) {
		this.burst = (fresh >= this.burst) ? Math.min(this.burst * 2, 64) : 1;
		int added = Math.min(Math.max(missing, this.burst), MAX_EXTRAS - present);
		for (int i = 0; i < added; i++) {
			this.scheduler.addExtra();
		}
	}

	private void shrink(int surplus) {
		int left = surplus;
		for (RunQueue extra : this.scheduler.extras()) {
			if (left <= 0) {
				return;
			}
			// A stuck one does not count among the running; it retires by itself when it
			// comes back and finds nothing.
			if (!extra.watch.counted) {
				extra.retire = true;
				left--;
			}
		}
	}

	private void reportLong(Watch watch, Worker owner, Task task, long now) {
		if (!watch.reported && now - watch.since >= this.options.longSchedule().toNanos()) {
			watch.reported = true;
			this.longSchedules++;
			this.scheduler.listener.longSchedule(task, Duration.ofNanos(now - watch.since),
					owner.thread.getStackTrace());
		}
	}

	static boolean blocked(@Nullable Thread thread) {
		if (thread == null) {
			return false;
		}
		return switch (thread.getState()) {
			case WAITING, TIMED_WAITING, BLOCKED -> true;
			default -> false;
		};
	}

	/** What was last seen of one queue. */
	static final class Watch {

		private int ticks;

		private int rounds;

		private long since;

		/** Stuck, and counted as such. */
		private boolean counted;

		private boolean reported;

		private void reset(int seen) {
			this.ticks = seen;
			this.rounds = 0;
			this.counted = false;
			this.reported = false;
		}

	}

}
