package io.actor.scheduler;

import java.security.SecureRandom;

/** The JVM's strong random source. */
@ProductionSeam
final class SecureRandomness implements Randomness {

	private final SecureRandom random = new SecureRandom();

	@Override
	public long nextLong() {
		return this.random.nextLong();
	}

}
