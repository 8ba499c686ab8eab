package io.actor.test.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

/** What happens later, in order of time and then of entry. */
final class EventQueue {

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::time).thenComparingLong(Event::number));

	private long numbers;

	/**
	 * Something that happens later.
	 *
	 * @param time when, in virtual nanoseconds
	 * @param number the order among those of one time
	 * @param what it is
	 */
	private record Event(long time, long number, Runnable what) {
	}

	void add(long time, Runnable what) {
		this.events.add(new Event(time, this.numbers++, what));
	}

	/** When the next one happens, or {@link Long#MAX_VALUE}. */
	long nextTime() {
		Event next = this.events.peek();
		return (next != null) ? next.time : Long.MAX_VALUE;
	}

	/** Takes the next one if its time has come. */
	@Nullable Runnable take(long now) {
		Event next = this.events.peek();
		if (next == null || next.time > now) {
			return null;
		}
		this.events.remove();
		return next.what;
	}

	void clear() {
		this.events.clear();
	}

}
