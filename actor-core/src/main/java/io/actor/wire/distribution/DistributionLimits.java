package io.actor.wire.distribution;

import java.time.Duration;

import io.actor.wire.etf.DecodeLimits;

/**
 * What one connection may ask of this node's memory. Beyond it the connection ends.
 *
 * @param frameBytes longest frame
 * @param fragmentSequences messages that may be incomplete at one time
 * @param fragmentBytes bytes of all incomplete messages together, so also the longest
 * message
 * @param fragmentAge time without a further fragment after which an incomplete message is
 * forgotten: its sender may have died
 * @param terms limits of each term
 */
public record DistributionLimits(int frameBytes, int fragmentSequences, int fragmentBytes, Duration fragmentAge,
		DecodeLimits terms) {

	/** 16 MiB frames, 64 incomplete messages of 64 MiB, 60 s. */
	public static final DistributionLimits DEFAULT = new DistributionLimits(16 * 1024 * 1024, 64, 64 * 1024 * 1024,
			Duration.ofSeconds(60), DecodeLimits.WIRE);

	public DistributionLimits {
		if (frameBytes < 1024 || fragmentSequences < 1 || fragmentBytes < 1024 || fragmentAge.isNegative()) {
			throw new IllegalArgumentException("Limits below what any message needs");
		}
	}

}
