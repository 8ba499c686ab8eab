package io.actor.test.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured times. */
final class Latencies {

	private final List<Long> nanos = new ArrayList<>();

	void add(Duration time) {
		this.nanos.add(time.toNanos());
	}

	/** The smallest measured time that this share of all does not exceed. */
	Duration percentile(int percent) {
		if (this.nanos.isEmpty()) {
			throw new IllegalStateException("Nothing was measured");
		}
		List<Long> sorted = new ArrayList<>(this.nanos);
		Collections.sort(sorted);
		int rank = (sorted.size() * percent + 99) / 100;
		return Duration.ofNanos(sorted.get(Math.max(1, rank) - 1));
	}

	/** Median and p99. */
	@Override
	public String toString() {
		return "median " + text(percentile(50)) + ", p99 " + text(percentile(99)) + " (" + this.nanos.size() + ")";
	}

	/** A time as a person reads it. */
	static String text(Duration time) {
		double millis = time.toNanos() / 1e6;
		return (millis < 1000) ? String.format(Locale.ROOT, "%.1f ms", millis)
				: String.format(Locale.ROOT, "%.1f s", millis / 1000);
	}

}
