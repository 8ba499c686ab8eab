package io.actor.scheduler;

import java.time.Duration;

/**
 * Settings of the M:N scheduler.
 *
 * @param queues run queues, at least 1 and at most 64; as many as cores unless measured
 * otherwise
 * @param cpuThreads platform threads for work declared CPU-bound
 * @param longSchedule how long a handler may hold a worker before it is reported
 * @param spareCarrier whether the JVM's virtual-thread scheduler gets one carrier more
 * than there are run queues; without it virtual threads woken from outside (timers,
 * Netty, user code) starve while all workers are busy
 */
public record SchedulerOptions(int queues, int cpuThreads, Duration longSchedule, boolean spareCarrier) {

	public SchedulerOptions {
		if (queues < 1 || queues > 64) {
			throw new IllegalArgumentException("A scheduler has 1 to 64 run queues, not " + queues);
		}
		if (cpuThreads < 1) {
			throw new IllegalArgumentException("CPU-bound work needs at least 1 thread, not " + cpuThreads);
		}
		if (longSchedule.isNegative() || longSchedule.isZero()) {
			throw new IllegalArgumentException("The limit for a long schedule is positive, not " + longSchedule);
		}
	}

	/** One run queue and one CPU thread a core, reports from 100 ms on. */
	public static SchedulerOptions defaults() {
		int cores = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 64);
		return new SchedulerOptions(cores, cores, Duration.ofMillis(100), true);
	}

}
