package io.actor.wire.distribution;

import java.time.Duration;

import io.actor.wire.etf.DecodeLimits;

/**
 * What one connection may ask of this node's memory. Beyond it the connection ends.
 *
 * @param frameBytes longest frame, 1 KiB to 256 MiB
 * @param fragmentSequences messages that may be incomplete at one time, 1 to 1,024
 * @param fragmentBytes bytes of all incomplete messages together, so also the longest
 * message, 1 KiB to 1 GiB
 * @param fragmentAge time without a further fragment after which an incomplete message is
 * forgotten: its sender may have died
 * @param relations links, and likewise monitors, the peer may have to processes of this
 * node
 * @param terms limits of each term
 */
public record DistributionLimits(int frameBytes, int fragmentSequences, int fragmentBytes, Duration fragmentAge,
		int relations, DecodeLimits terms) {

	/** Longest frame any limit may allow. */
	public static final int MAX_FRAME = 256 * 1024 * 1024;

	/** Most incomplete messages any limit may allow. */
	public static final int MAX_SEQUENCES = 1024;

	/** Longest message any limit may allow. */
	public static final int MAX_MESSAGE = 1024 * 1024 * 1024;

	/**
	 * 64 MiB frames, 64 incomplete messages of 64 MiB, 60 s, a million links. Frames are
	 * as long as messages, because Erlang does not cut what has waited for a connection.
	 */
	public static final DistributionLimits DEFAULT = new DistributionLimits(64 * 1024 * 1024, 64, 64 * 1024 * 1024,
			Duration.ofSeconds(60), 1_000_000, DecodeLimits.WIRE);

	public DistributionLimits {
		requireRange("frameBytes", frameBytes, 1024, MAX_FRAME);
		requireRange("fragmentSequences", fragmentSequences, 1, MAX_SEQUENCES);
		requireRange("fragmentBytes", fragmentBytes, 1024, MAX_MESSAGE);
		requireRange("relations", relations, 1, Integer.MAX_VALUE);
		if (fragmentAge.isNegative() || fragmentAge.isZero()) {
			throw new IllegalArgumentException("fragmentAge is " + fragmentAge + ", not more than nothing");
		}
	}

	/** The same with other lengths of frames and messages, in bytes. */
	public DistributionLimits withBytes(int frame, int message) {
		return new DistributionLimits(frame, this.fragmentSequences, message, this.fragmentAge, this.relations,
				this.terms);
	}

	/** The same with another number of incomplete messages, and another age of them. */
	public DistributionLimits withFragments(int sequences, Duration age) {
		return new DistributionLimits(this.frameBytes, sequences, this.fragmentBytes, age, this.relations, this.terms);
	}

	/** The same with another number of links and monitors. */
	public DistributionLimits withRelations(int most) {
		return new DistributionLimits(this.frameBytes, this.fragmentSequences, this.fragmentBytes, this.fragmentAge,
				most, this.terms);
	}

	/** The same with other limits of terms. */
	public DistributionLimits withTerms(DecodeLimits limits) {
		return new DistributionLimits(this.frameBytes, this.fragmentSequences, this.fragmentBytes, this.fragmentAge,
				this.relations, limits);
	}

	private static void requireRange(String name, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
		}
	}

}
