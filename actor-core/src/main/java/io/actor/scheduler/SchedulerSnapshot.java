package io.actor.scheduler;

/**
 * A scheduler at one instant.
 *
 * @param queues run queues that belong to cores
 * @param extraQueues run queues added because handlers block or compute
 * @param idleQueues run queues with nothing to do
 * @param workers worker threads, waiting ones included
 * @param queued tasks waiting in the global queue
 * @param longSchedules handlers reported for holding a worker too long
 */
public record SchedulerSnapshot(int queues, int extraQueues, int idleQueues, int workers, int queued,
		long longSchedules) {
}
