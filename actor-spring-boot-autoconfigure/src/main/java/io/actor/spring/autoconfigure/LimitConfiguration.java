package io.actor.spring.autoconfigure;

import java.time.Duration;

import io.actor.node.PeerLimits;
import io.actor.node.StrangerLimits;
import io.actor.spring.annotation.ActorDefinitionException;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.handshake.Handshake;

import org.springframework.util.unit.DataSize;

/** Reads {@code actor.node.limits} as what the core understands. */
final class LimitConfiguration {

	private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(60);

	private final ActorProperties.Limits limits;

	LimitConfiguration(ActorProperties.Limits limits) {
		this.limits = limits;
	}

	PeerLimits limits() {
		return PeerLimits.DEFAULT.withStrangers(strangers())
			.withConnection(connection())
			.withKnownPeers(this.limits.knownPeers());
	}

	private StrangerLimits strangers() {
		int message = bytes("handshake-message", this.limits.handshakeMessage(), Handshake.SMALLEST_LIMIT,
				Handshake.LARGEST_LIMIT);
		return StrangerLimits.DEFAULT.withConnections(this.limits.strangers(), this.limits.strangersPerAddress())
			.withHandshake(time("handshake-time", this.limits.handshakeTime(), LONGEST_HANDSHAKE), message)
			.withFailedLogins(this.limits.failedLogins(), time("block", this.limits.block(), Duration.ofDays(365)))
			.withNewNames(this.limits.newNames());
	}

	private DistributionLimits connection() {
		DecodeLimits terms = DecodeLimits.WIRE.withDepth(this.limits.depth())
			.withElements(this.limits.elements())
			.withBigIntegerBytes(bytes("integer", this.limits.integer(), Long.BYTES, PeerLimits.MAX_BIG_INTEGER));
		DistributionLimits defaults = DistributionLimits.DEFAULT;
		return defaults
			.withBytes(bytes("frame", this.limits.frame(), 1024, DistributionLimits.MAX_FRAME),
					bytes("message", this.limits.message(), 1024, DistributionLimits.MAX_MESSAGE))
			.withFragments(this.limits.fragments(), defaults.fragmentAge())
			.withRelations(this.limits.relations())
			.withTerms(terms);
	}

	private static int bytes(String name, DataSize size, int least, int most) {
		if (size.toBytes() < least || size.toBytes() > most) {
			throw wrong(name, Written.of(size) + ", which is not between " + Written.of(DataSize.ofBytes(least))
					+ " and " + Written.of(DataSize.ofBytes(most)));
		}
		return (int) size.toBytes();
	}

	private static Duration time(String name, Duration time, Duration most) {
		if (!time.isPositive() || time.compareTo(most) > 0) {
			throw wrong(name, Written.of(time) + ", which is not more than nothing and at most " + Written.of(most));
		}
		return time;
	}

	private static ActorDefinitionException wrong(String name, String problem) {
		return new ActorDefinitionException("'actor.node.limits." + name + "' is " + problem + ".",
				"Change it, or leave it out: the usual values fit most clusters.");
	}

}
