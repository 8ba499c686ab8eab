package io.actor.test.tape;

/**
 * SplitMix64, written out so that a seed means the same run for ever: no JDK promises
 * that of its own generators.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, Fast
 * splittable pseudorandom number generators, 2014</a>
 */
final class Mix {

	/** The odd number nearest to 2^64 divided by the golden ratio. */
	static final long STEP = 0x9E3779B97F4A7C15L;

	private static final long FNV_OFFSET = 0xCBF29CE484222325L;

	private static final long FNV_PRIME = 0x100000001B3L;

	private Mix() {
	}

	/** Scatters the bits of a counter or seed; a bijection. */
	static long mix(long value) {
		long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

	/** Where the stream of a purpose starts. */
	static long start(long seed, String purpose) {
		long hash = FNV_OFFSET;
		for (int i = 0; i < purpose.length(); i++) {
			hash = (hash ^ purpose.charAt(i)) * FNV_PRIME;
		}
		return mix(mix(seed + STEP) ^ hash);
	}

}
