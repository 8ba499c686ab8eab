package io.actor.fuzz;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** Something that takes bytes from anybody. */
abstract class FuzzTarget {

	private static final int LONGEST = 4096;

	private static final int MOST = 1500;

	/**
	 * Inputs to begin with: what real nodes have said, and what has been wrong before.
	 */
	abstract Stream<byte[]> seeds();

	/** Some of the seeds, as arguments of a test; Jazzer likes them short. */
	Stream<Arguments> arguments() {
		List<byte[]> few = seeds().filter((seed) -> seed.length <= LONGEST).toList();
		int step = 1 + few.size() / MOST;
		return IntStream.range(0, few.size())
			.filter((i) -> i % step == 0)
			.mapToObj((i) -> Arguments.of((Object) few.get(i)));
	}

	/**
	 * Takes any bytes.
	 * @throws Throwable if a promise was broken
	 */
	abstract void take(byte[] input) throws Throwable;

	/** Fails unless this holds. */
	static void require(boolean promise, String broken) {
		if (!promise) {
			throw new AssertionError(broken);
		}
	}

	@Override
	public String toString() {
		return getClass().getSimpleName();
	}

}
