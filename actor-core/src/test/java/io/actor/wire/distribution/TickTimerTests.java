package io.actor.wire.distribution;

import java.time.Duration;

import io.actor.wire.distribution.TickTimer.Action;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TickTimerTests {

	private static final long SECOND = 1_000_000_000L;

	/** Near the end of the clock's range: it may overflow while a connection lives. */
	private static final long START = Long.MAX_VALUE - 20 * SECOND;

	private final TickTimer timer = new TickTimer(TickRate.of(Duration.ofSeconds(60), 4), START);

	@Test
	void nothingIsDueBeforeAQuarter() {
		assertThat(this.timer.nextCheck()).isEqualTo(START + 15 * SECOND);
		assertThat(check(14, 0, 0, 0)).isEqualTo(Action.NONE);
	}

	@Test
	void anIdleConnectionIsTickedEveryQuarter() {
		long read = 0;
		long written = 0;
		for (int quarter = 1; quarter <= 100; quarter++) {
			read += 4;
			assertThat(check(15 * quarter, read, written, 0)).isEqualTo(Action.SEND_TICK);
			written += 4;
		}
	}

	@Test
	void aBusyConnectionIsNotTicked() {
		for (int quarter = 1; quarter <= 10; quarter++) {
			assertThat(check(15 * quarter, quarter, quarter, 0)).isEqualTo(Action.NONE);
		}
	}

	@Test
	void aPeerThatSaysNothingHearsTicksEvenWhileWeWrite() {
		assertThat(check(15, 0, 100, 0)).isEqualTo(Action.SEND_TICK);
	}

	@Test
	void bytesThatWaitMakeATickNeedless() {
		assertThat(check(15, 4, 0, 10)).isEqualTo(Action.NONE);
	}

	@Test
	void aSilentPeerIsDeadAfterOneTickTime() {
		assertThat(check(15, 1, 0, 0)).isEqualTo(Action.SEND_TICK);
		assertThat(check(30, 1, 4, 0)).isEqualTo(Action.SEND_TICK);
		assertThat(check(45, 1, 8, 0)).isEqualTo(Action.SEND_TICK);
		assertThat(check(60, 1, 12, 0)).isEqualTo(Action.SEND_TICK);
		assertThat(check(75, 1, 16, 0)).isEqualTo(Action.PEER_DEAD);
	}

	@Test
	void anyByteKeepsAPeerAlive() {
		for (int quarter = 1; quarter <= 40; quarter++) {
			assertThat(check(15 * quarter, quarter / 3, 0, 1)).isEqualTo(Action.NONE);
		}
	}

	@Test
	void aLateCheckCountsOnce() {
		assertThat(check(600, 0, 0, 0)).isEqualTo(Action.SEND_TICK);
		assertThat(this.timer.nextCheck()).isEqualTo(START + 615 * SECOND);
	}

	@Test
	void aFasterRateIsKeptAtOnceAndTheOldPatienceStays() {
		assertThat(check(15, 1, 0, 0)).isEqualTo(Action.SEND_TICK);
		this.timer.rate(TickRate.suiting(TickRate.of(Duration.ofSeconds(60), 4), TickRate.of(Duration.ofSeconds(8), 4)),
				START + 20 * SECOND);

		assertThat(this.timer.nextCheck()).isEqualTo(START + 22 * SECOND);
		for (int silent = 1; silent < 30; silent++) {
			assertThat(check(20 + 2 * silent, 1, 0, 0)).isEqualTo(Action.SEND_TICK);
		}
		assertThat(check(80, 1, 0, 0)).isEqualTo(Action.PEER_DEAD);
	}

	@Test
	void silenceFromBeforeAChangeIsNotHeldAgainstAPeer() {
		for (int quarter = 1; quarter <= 3; quarter++) {
			assertThat(check(15 * quarter, 0, 0, 0)).isEqualTo(Action.SEND_TICK);
		}
		this.timer.rate(TickRate.of(Duration.ofSeconds(8), 4), START + 46 * SECOND);

		assertThat(check(48, 0, 0, 0)).isEqualTo(Action.SEND_TICK);
		assertThat(check(54, 0, 0, 0)).isEqualTo(Action.SEND_TICK);
	}

	@Test
	void aPeerThatTicksAndTakesNothingOfWhatWaitsIsGivenUpAfterOneTickTime() {
		assertThat(check(15, 4, 100, 50, 50)).isEqualTo(Action.NONE);
		assertThat(check(30, 8, 200, 150, 50)).isEqualTo(Action.NONE);
		assertThat(check(45, 12, 300, 250, 50)).isEqualTo(Action.NONE);
		assertThat(check(60, 16, 400, 350, 50)).isEqualTo(Action.NONE);
		assertThat(check(75, 20, 400, 350, 50)).isEqualTo(Action.PEER_STUCK);
	}

	@Test
	void aPeerThatTakesLittleIsSlowAndNotStuck() {
		for (int quarter = 1; quarter <= 40; quarter++) {
			assertThat(check(15 * quarter, quarter, 1000, 900, 100 + quarter / 3)).isEqualTo(Action.NONE);
		}
	}

	@Test
	void aPeerForWhichNothingWaitsIsNotStuck() {
		for (int quarter = 1; quarter <= 40; quarter++) {
			assertThat(check(15 * quarter, quarter, 100, 0, 100)).isNotEqualTo(Action.PEER_STUCK);
		}
	}

	@Test
	void aNewRateBeginsToWaitForAStuckPeerAnew() {
		for (int quarter = 1; quarter <= 3; quarter++) {
			assertThat(check(15 * quarter, quarter, 100, 100, 0)).isEqualTo(Action.NONE);
		}
		this.timer.rate(TickRate.of(Duration.ofSeconds(8), 4), START + 46 * SECOND);

		assertThat(check(48, 4, 100, 100, 0)).isEqualTo(Action.NONE);
	}

	/** Of a peer that takes what is sent. */
	private Action check(long seconds, long read, long written, long pending) {
		return check(seconds, read, written, pending, seconds);
	}

	private Action check(long seconds, long read, long written, long pending, long taken) {
		return this.timer.check(START + seconds * SECOND, read, written, pending, taken);
	}

}
