package io.actor.benchmarks;

import java.util.Collection;
import java.util.List;

/** The median of repeated measurements, and how far they lie apart. */
record Spread(double min, double median, double max, int count) {

	/**
	 * The spread of at least one value. The median of an even number of values is the
	 * mean of the two in the middle.
	 */
	static Spread of(Collection<Double> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("No values");
		}
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		double median = (sorted.size() % 2 == 1) ? sorted.get(middle)
				: (sorted.get(middle - 1) + sorted.get(middle)) / 2;
		return new Spread(sorted.getFirst(), median, sorted.getLast(), sorted.size());
	}

	/** Whether the ranges from min to max have a value in common. */
	boolean overlaps(Spread other) {
		return this.min <= other.max && other.min <= this.max;
	}

}
