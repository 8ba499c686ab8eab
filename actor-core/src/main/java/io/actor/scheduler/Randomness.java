package io.actor.scheduler;

/**
 * The node's source of random numbers: creations, challenges and jitter.
 */
public interface Randomness {

	/** A random 64-bit number, all bits usable, not predictable from earlier ones. */
	long nextLong();

	/** A random 32-bit number. */
	default int nextInt() {
		return (int) (nextLong() >>> 32);
	}

	/** The JVM's cryptographically strong source. */
	static Randomness secure() {
		return new SecureRandomness();
	}

}
