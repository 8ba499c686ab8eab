package io.actor.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.actor.scheduler.ActorClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What those may do who have not proven that they know the cookie, in virtual time. */
@Tag("security")
class StrangersTests {

	private static final String HERE = "10.0.0.1";

	private final LimitHits hits = new LimitHits();

	private long now = Long.MAX_VALUE - 1000;

	private final Strangers strangers = strangers(PeerLimits.DEFAULT);

	private Strangers strangers(PeerLimits limits) {
		ActorClock clock = new ActorClock() {

			@Override
			public long nanoTime() {
				return StrangersTests.this.now;
			}

			@Override
			public long wallMillis() {
				return 0;
			}

		};
		return new Strangers(limits, List.of("configured@host"), clock, this.hits);
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	/** One connection with a wrong cookie; whether it could try. */
	private boolean guess(String address) {
		try {
			if (this.strangers.arrived(address) != null) {
				return false;
			}
			this.strangers.failed(address, Limit.FAILED_LOGINS);
			return true;
		}
		finally {
			this.strangers.left(address);
		}
	}

	@Test
	void anAddressGetsAtMostThreeHundredGuessesAnHour() {
		int guesses = 0;
		for (int second = 0; second < 3600; second++) {
			for (int i = 0; i < 20; i++) {
				guesses += guess(HERE) ? 1 : 0;
			}
			pass(Duration.ofSeconds(1));
		}

		assertThat(guesses).isBetween(100, 300);
		assertThat(this.hits.of(Limit.FAILED_LOGINS)).isEqualTo(guesses / 5);
		assertThat(this.hits.of(Limit.BLOCKED_ADDRESS)).isEqualTo(72_000 - guesses);
	}

	@Test
	void oneBadAddressKeepsNoOtherOut() {
		for (int i = 0; i < 100; i++) {
			guess(HERE);
		}

		assertThat(this.strangers.arrived(HERE)).contains("blocked");
		assertThat(this.strangers.arrived("10.0.0.2")).isNull();
	}

	@Test
	void fourMistakesAMinuteAreNotAnAttack() {
		for (int minute = 0; minute < 10; minute++) {
			for (int i = 0; i < 4; i++) {
				assertThat(guess(HERE)).isTrue();
			}
			pass(Duration.ofSeconds(60));
		}

		assertThat(this.hits.of(Limit.FAILED_LOGINS)).isZero();
	}

	@Test
	void aBlockEndsWhenItsTimeIsUp() {
		for (int i = 0; i < 5; i++) {
			guess(HERE);
		}
		pass(Duration.ofMillis(59_999));
		assertThat(guess(HERE)).isFalse();
		pass(Duration.ofMillis(1));

		assertThat(guess(HERE)).isTrue();
	}

	@Test
	void aSlotIsFreeAgainWhenItsConnectionHasGone() {
		for (int i = 0; i < 8; i++) {
			assertThat(this.strangers.arrived(HERE)).isNull();
		}
		assertThat(this.strangers.arrived(HERE)).contains("of its address");
		this.strangers.left(HERE);
		this.strangers.left(HERE);

		assertThat(this.strangers.arrived(HERE)).isNull();
		assertThat(this.hits.of(Limit.STRANGERS_OF_ADDRESS)).isEqualTo(1);
	}

	@Test
	void allTogetherHaveALimitToo() {
		for (int i = 0; i < 64; i++) {
			assertThat(this.strangers.arrived("10.0.0." + i)).isNull();
		}

		assertThat(this.strangers.arrived("10.0.1.1")).contains("too many");
		assertThat(this.hits.of(Limit.STRANGERS)).isEqualTo(1);
	}

	@Test
	void newNamesAreCountedByAddressAndMinute() {
		this.strangers.arrived(HERE);
		this.strangers.arrived("10.0.0.2");
		this.strangers.proven("old@host");
		for (int i = 0; i < 30; i++) {
			assertThat(this.strangers.mayClaim(HERE, "new" + i + "@host")).isTrue();
		}

		assertThat(this.strangers.mayClaim(HERE, "one-more@host")).isFalse();
		assertThat(this.strangers.mayClaim(HERE, "old@host")).isTrue();
		assertThat(this.strangers.mayClaim(HERE, "configured@host")).isTrue();
		assertThat(this.strangers.mayClaim("10.0.0.2", "one-more@host")).isTrue();
		assertThat(this.hits.of(Limit.NEW_NAMES)).isEqualTo(1);
		pass(Duration.ofSeconds(60));
		assertThat(this.strangers.mayClaim(HERE, "one-more@host")).isTrue();
	}

	@Test
	void theTableOfAddressesForgetsTheOldest() {
		for (int i = 0; i < 3; i++) {
			this.strangers.arrived("stays");
		}
		for (int i = 0; i < 20_000; i++) {
			guess("10." + (i >> 8) + "." + (i & 255));
		}

		assertThat(this.strangers.addresses()).isLessThanOrEqualTo(Strangers.ADDRESSES);
		for (int i = 3; i < 8; i++) {
			assertThat(this.strangers.arrived("stays")).isNull();
		}
		assertThat(this.strangers.arrived("stays")).isNotNull();
	}

	@Test
	void namesThatWereProvenAreForgottenWhenThereAreTooMany() {
		Strangers few = strangers(
				PeerLimits.DEFAULT.withKnownPeers(2).withStrangers(StrangerLimits.DEFAULT.withNewNames(1)));
		few.arrived(HERE);
		for (int i = 0; i < 5; i++) {
			few.proven("n" + i + "@host");
		}

		assertThat(few.mayClaim(HERE, "n4@host")).isTrue();
		assertThat(few.mayClaim(HERE, "n0@host")).isTrue();
		assertThat(few.mayClaim(HERE, "n1@host")).isFalse();
	}

	@Test
	void aConfiguredNameIsNeverForgottenAndOneThatComesAgainIsNotTheOldest() {
		Strangers few = strangers(
				PeerLimits.DEFAULT.withKnownPeers(2).withStrangers(StrangerLimits.DEFAULT.withNewNames(1)));
		few.arrived(HERE);
		assertThat(few.mayClaim(HERE, "new@host")).isTrue();
		few.proven("again@host");
		for (int i = 0; i < 5; i++) {
			few.proven("n" + i + "@host");
			assertThat(few.mayClaim(HERE, "again@host")).isTrue();
		}

		assertThat(few.mayClaim(HERE, "configured@host")).isTrue();
		assertThat(few.mayClaim(HERE, "n0@host")).isFalse();
	}

	/**
	 * One connection that claims a name, even a known one, and is silent; whether it
	 * could.
	 */
	private boolean hold(Duration time) {
		try {
			if (this.strangers.arrived(HERE) != null) {
				return false;
			}
			assertThat(this.strangers.mayClaim(HERE, "configured@host")).isTrue();
			long since = this.strangers.now();
			pass(time);
			this.strangers.unproven(HERE, since);
			return true;
		}
		finally {
			this.strangers.left(HERE);
		}
	}

	@Test
	void whoHoldsANameWithoutAProofIsBlockedAsOthersAre() {
		Duration held = Duration.ZERO;
		for (int i = 0; i < 600; i++) {
			Duration time = (i % 2 == 0) ? Duration.ofSeconds(7) : Duration.ofMillis(6500);
			if (hold(time)) {
				held = held.plus(time);
			}
			else {
				pass(Duration.ofSeconds(1));
			}
		}

		assertThat(this.hits.of(Limit.UNPROVEN_NAMES)).isGreaterThan(5);
		// Of each block and what leads to it.
		assertThat(held.toSeconds()).isLessThanOrEqualTo((this.hits.of(Limit.UNPROVEN_NAMES) + 1) * 35);
		assertThat(this.hits.of(Limit.FAILED_LOGINS)).isZero();
	}

	@Test
	void tlsThatFailsAgainAndAgainBlocksItsAddressToo() {
		int handshakes = 0;
		for (int second = 0; second < 600; second++) {
			if (this.strangers.arrived(HERE) == null) {
				this.strangers.failed(HERE, Limit.TLS_FAILURES);
				handshakes++;
			}
			this.strangers.left(HERE);
			pass(Duration.ofSeconds(1));
		}

		assertThat(handshakes).isBetween(150, 240);
		assertThat(this.hits.of(Limit.TLS_FAILURES)).isEqualTo(handshakes / 30);
		assertThat(this.hits.of(Limit.FAILED_LOGINS)).isZero();
	}

	@Test
	void handshakesThatBreakOffAreNoAttack() {
		for (int i = 0; i < 1000; i++) {
			assertThat(hold(Duration.ofMillis(20))).isTrue();
			pass(Duration.ofMillis(100));
		}
		for (int minute = 0; minute < 10; minute++) {
			for (int i = 0; i < 3; i++) {
				assertThat(hold(Duration.ofSeconds(7))).isTrue();
			}
			pass(Duration.ofSeconds(60));
		}

		assertThat(this.hits.of(Limit.UNPROVEN_NAMES)).isZero();
	}

	@Test
	void anIpv6AddressIsKnownByItsNetwork() throws Exception {
		String one = address("2001:db8:1:2::1");

		assertThat(address("2001:db8:1:2:ffff::9")).isEqualTo(one);
		assertThat(address("2001:db8:1:3::1")).isNotEqualTo(one);
		assertThat(address("10.1.2.3")).isEqualTo("10.1.2.3");
		assertThat(Strangers.address(InetSocketAddress.createUnresolved("a.sim", 1))).isEqualTo("a.sim");
	}

	private static String address(String text) throws Exception {
		return Strangers.address(new InetSocketAddress(InetAddress.getByName(text), 4711));
	}

}
