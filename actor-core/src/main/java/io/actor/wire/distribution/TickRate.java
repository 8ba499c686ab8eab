package io.actor.wire.distribution;

import java.time.Duration;

/**
 * How often a connection is looked at ({@code net_ticktime} and
 * {@code net_tickintensity}).
 *
 * @param interval nanoseconds between two checks, and between two ticks
 * @param checks after how many silent ones a peer is dead
 */
public record TickRate(long interval, int checks) {

	/** How many parts OTP makes of a tick time. */
	public static final int DEFAULT_INTENSITY = 4;

	public TickRate {
		if (interval <= 0 || checks < 1) {
			throw new IllegalArgumentException("A tick time of " + checks + " times " + interval + " ns");
		}
	}

	/** The rate of a tick time. */
	public static TickRate of(Duration tickTime, int intensity) {
		return new TickRate(tickTime.toNanos() / intensity, intensity);
	}

	/**
	 * A rate that suits peers of both: ticks as often as the faster one, patience as long
	 * as the slower one. What a change from one to the other needs until all nodes have
	 * made it.
	 */
	public static TickRate suiting(TickRate one, TickRate other) {
		long interval = Math.min(one.interval, other.interval);
		long patience = Math.max(one.patience(), other.patience());
		return new TickRate(interval, Math.toIntExact(Math.ceilDiv(patience, interval)));
	}

	private long patience() {
		return this.interval * this.checks;
	}

}
