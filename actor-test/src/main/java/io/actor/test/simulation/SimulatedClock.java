package io.actor.test.simulation;

import io.actor.scheduler.ActorClock;

/**
 * The clocks of one node: the world's virtual time with an origin, a rate and a wall
 * clock of its own.
 */
final class SimulatedClock implements ActorClock {

	private static final int PER_MILLE = 1000;

	/** Noon of the first of January 2026, in milliseconds since 1970. */
	private static final long EPOCH = 1_767_268_800_000L;

	private final Simulation simulation;

	private final long origin;

	private final int rate;

	private long wallShift;

	/**
	 * The clocks of one node.
	 * @param origin what the monotonic clock shows at virtual time 0, in nanoseconds
	 * @param rate how fast it goes, in thousandths of virtual time
	 */
	SimulatedClock(Simulation simulation, long origin, int rate) {
		this.simulation = simulation;
		this.origin = origin;
		this.rate = rate;
	}

	@Override
	public long nanoTime() {
		long now = this.simulation.now();
		return this.origin + ((this.rate == PER_MILLE) ? now
				: now / PER_MILLE * this.rate + now % PER_MILLE * this.rate / PER_MILLE);
	}

	@Override
	public long wallMillis() {
		return EPOCH + this.wallShift + this.simulation.now() / 1_000_000;
	}

	/** Sets the wall clock forward or back; no timer may notice. */
	void shiftWall(long millis) {
		this.wallShift += millis;
	}

	/** The first instant of virtual time at which this clock shows at least this. */
	long virtualTime(long nanos) {
		long since = nanos - this.origin;
		if (nanos == Long.MAX_VALUE || since > Long.MAX_VALUE / 4) {
			return Long.MAX_VALUE;
		}
		if (this.rate == PER_MILLE || since <= 0) {
			return Math.max(since, 0);
		}
		long time = since / this.rate * PER_MILLE + Math.ceilDiv(since % this.rate * PER_MILLE, this.rate);
		// Rounded down in two places: never too early.
		return time + 2;
	}

}
