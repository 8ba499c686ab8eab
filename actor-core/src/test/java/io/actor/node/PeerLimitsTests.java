package io.actor.node;

import java.time.Duration;

import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.etf.DecodeLimits;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** No setting goes beyond the hard limits, and each tells its name. */
@Tag("security")
class PeerLimitsTests {

	private static final StrangerLimits STRANGERS = StrangerLimits.DEFAULT;

	private static final DistributionLimits CONNECTION = DistributionLimits.DEFAULT;

	private static void refused(String name, ThrowingCallable limit) {
		assertThatIllegalArgumentException().isThrownBy(limit).withMessageStartingWith(name + " is ");
	}

	@Test
	void theUsualLimits() {
		assertThat(PeerLimits.DEFAULT).isEqualTo(
				new PeerLimits(new StrangerLimits(64, 8, Duration.ofSeconds(7), 1280, 5, Duration.ofSeconds(60), 30),
						new DistributionLimits(64 * 1024 * 1024, 64, 64 * 1024 * 1024, Duration.ofSeconds(60),
								1_000_000, new DecodeLimits(512, 1_000_000, 8192, 255, 0, 1)),
						512));
	}

	@Test
	void strangersHaveHardLimits() {
		refused("connections", () -> STRANGERS.withConnections(1025, 8));
		refused("connections", () -> STRANGERS.withConnections(0, 8));
		refused("perAddress", () -> STRANGERS.withConnections(64, 65));
		refused("handshakeTime", () -> STRANGERS.withHandshake(Duration.ofMillis(60_001), 1280));
		refused("handshakeTime", () -> STRANGERS.withHandshake(Duration.ZERO, 1280));
		refused("handshakeBytes", () -> STRANGERS.withHandshake(Duration.ofSeconds(7), 4097));
		refused("handshakeBytes", () -> STRANGERS.withHandshake(Duration.ofSeconds(7), 511));
		refused("failedLogins", () -> STRANGERS.withFailedLogins(0, Duration.ofSeconds(60)));
		refused("block", () -> STRANGERS.withFailedLogins(5, Duration.ofSeconds(-1)));
		refused("newNames", () -> STRANGERS.withNewNames(601));
	}

	@Test
	void connectionsHaveHardLimits() {
		refused("frameBytes", () -> CONNECTION.withBytes(256 * 1024 * 1024 + 1, 64 * 1024 * 1024));
		refused("frameBytes", () -> CONNECTION.withBytes(1023, 64 * 1024 * 1024));
		refused("fragmentBytes", () -> CONNECTION.withBytes(16 * 1024 * 1024, 1024 * 1024 * 1024 + 1));
		refused("fragmentSequences", () -> CONNECTION.withFragments(1025, Duration.ofSeconds(60)));
		refused("fragmentAge", () -> CONNECTION.withFragments(64, Duration.ZERO));
		refused("relations", () -> CONNECTION.withRelations(0));
		refused("knownPeers", () -> PeerLimits.DEFAULT.withKnownPeers(4097));
		refused("knownPeers", () -> PeerLimits.DEFAULT.withKnownPeers(0));
		refused("bigIntegerBytes", () -> PeerLimits.DEFAULT
			.withConnection(CONNECTION.withTerms(DecodeLimits.WIRE.withBigIntegerBytes(1024 * 1024 + 1))));
	}

	@Test
	void theEdgesAreAccepted() {
		PeerLimits largest = PeerLimits.DEFAULT.withKnownPeers(4096)
			.withStrangers(
					STRANGERS.withConnections(1024, 64).withHandshake(Duration.ofSeconds(60), 4096).withNewNames(600))
			.withConnection(CONNECTION.withBytes(256 * 1024 * 1024, 1024 * 1024 * 1024)
				.withFragments(1024, Duration.ofDays(1))
				.withRelations(Integer.MAX_VALUE)
				.withTerms(DecodeLimits.WIRE.withDepth(10_000).withBigIntegerBytes(1024 * 1024)));

		assertThat(largest.knownPeers()).isEqualTo(4096);
		assertThat(largest.strangers().newNames()).isEqualTo(600);
		assertThat(largest.connection().terms().depth()).isEqualTo(10_000);
	}

}
