package io.actor.test.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;

import org.jspecify.annotations.Nullable;

/** A node's timers, in virtual time. */
final class SimulatedTimers implements ActorTimers {

	private final SimulatedClock clock;

	private final PriorityQueue<Armed> armed = new PriorityQueue<>(
			Comparator.comparingLong(Armed::time).thenComparingLong(Armed::number));

	private long numbers;

	private boolean closed;

	/**
	 * A timer in the queue.
	 *
	 * @param time when it fires, in virtual nanoseconds
	 * @param number the order among equal deadlines
	 * @param timer what fires
	 */
	private record Armed(long time, long number, Timer timer) {
	}

	SimulatedTimers(SimulatedClock clock) {
		this.clock = clock;
	}

	@Override
	public void schedule(Timer timer) {
		if (!this.closed) {
			this.armed.add(new Armed(this.clock.virtualTime(timer.deadline()), this.numbers++, timer));
		}
	}

	/** When the next one fires, or {@link Long#MAX_VALUE}. */
	long nextTime() {
		Armed next = this.armed.peek();
		while (next != null && !next.timer.armed()) {
			this.armed.remove();
			next = this.armed.peek();
		}
		return (next != null) ? next.time : Long.MAX_VALUE;
	}

	/** Takes the next one if its time has come. */
	@Nullable Timer take(long now) {
		return (nextTime() <= now) ? this.armed.remove().timer : null;
	}

	@Override
	public void close() {
		this.closed = true;
		this.armed.clear();
	}

}
