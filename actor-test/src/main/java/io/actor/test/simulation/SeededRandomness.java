package io.actor.test.simulation;

import io.actor.scheduler.Randomness;

/**
 * A node's random numbers from a seed. Not on the tape: creations and jitter are no
 * choices a failure could be made simpler with.
 */
final class SeededRandomness implements Randomness {

	private long state;

	SeededRandomness(long seed) {
		this.state = seed;
	}

	/** SplitMix64. */
	@Override
	public long nextLong() {
		this.state += 0x9E3779B97F4A7C15L;
		return mix(this.state);
	}

	static long mix(long value) {
		long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

}
