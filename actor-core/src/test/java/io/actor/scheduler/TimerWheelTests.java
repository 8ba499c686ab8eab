package io.actor.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The wheel against a sorted list, with time as an argument. */
class TimerWheelTests {

	private static final long MILLI = TimerWheel.TICK_NANOS;

	private final List<Recorded> fired = new ArrayList<>();

	private long now;

	private final class Recorded extends Timer {

		private long firedAt = -1;

		private long tick;

		Recorded(long deadlineNanos) {
			super(deadlineNanos);
		}

		@Override
		protected void expire() {
			this.firedAt = TimerWheelTests.this.now;
			TimerWheelTests.this.fired.add(this);
		}

	}

	private Recorded add(TimerWheel wheel, long deadline, long sequence) {
		Recorded timer = new Recorded(deadline);
		timer.sequence = sequence;
		wheel.add(timer);
		return timer;
	}

	private void advance(TimerWheel wheel, long nanos) {
		this.now = nanos;
		wheel.advance(nanos);
	}

	@RepeatedTest(60)
	void itFiresWhatASortedListWouldAndNeverEarly(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		long origin = random.nextLong() / 4;
		TimerWheel wheel = new TimerWheel(origin);
		List<Recorded> model = new ArrayList<>();
		this.now = origin;
		for (int step = 0; step < 2000; step++) {
			switch (random.nextInt(4)) {
				case 0, 1 -> {
					long ahead = random.nextLong(1L << (8 + random.nextInt(50)));
					long past = (random.nextInt(20) == 0) ? 5 * MILLI : 0;
					Recorded timer = add(wheel, this.now + ahead - past, step);
					// One whose time has passed already fires in the next tick.
					timer.tick = Math.max(Math.floorDiv(this.now - origin, MILLI) + 1,
							Math.ceilDiv(timer.deadline() - origin, MILLI));
					model.add(timer);
				}
				case 2 -> {
					if (!model.isEmpty()) {
						Recorded timer = model.remove(random.nextInt(model.size()));
						assertThat(timer.cancel()).isTrue();
					}
				}
				default -> {
					long next = wheel.nextNanos();
					long target = (random.nextInt(4) == 0 && next != Long.MAX_VALUE) ? next
							: this.now + random.nextLong(1L << (8 + random.nextInt(50)));
					this.fired.clear();
					advance(wheel, target);
					long reached = Math.floorDiv(target - origin, MILLI);
					List<Recorded> due = model.stream()
						.filter((timer) -> timer.tick <= reached)
						.sorted(Comparator.<Recorded>comparingLong((timer) -> timer.tick)
							.thenComparingLong(Timer::deadline)
							.thenComparingLong((timer) -> timer.sequence))
						.toList();
					assertThat(this.fired).isEqualTo(due);
					assertThat(due).allMatch((timer) -> timer.deadline() <= target);
					model.removeAll(this.fired);
				}
			}
		}
		this.fired.clear();
		advance(wheel, this.now + (1L << 59));
		assertThat(this.fired).containsExactlyInAnyOrderElementsOf(model);
		assertThat(wheel.size()).isZero();
		assertThat(wheel.nextNanos()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void equalDeadlinesFireInOrderOfCreationAndEarlierOnesFirst() {
		TimerWheel wheel = new TimerWheel(0);
		List<Recorded> added = new ArrayList<>();
		Random random = new Random(1);
		for (int i = 0; i < 1000; i++) {
			added.add(add(wheel, random.nextInt(50) * MILLI / 10, i));
		}

		advance(wheel, 100 * MILLI);

		added.sort(Comparator.comparingLong(Timer::deadline).thenComparingLong((timer) -> timer.sequence));
		assertThat(this.fired).isEqualTo(added);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 63, 64, 65, 4095, 4096, 4097, 1L << 18, (1L << 18) + 1, 1L << 24, 1L << 30,
			(1L << 30) + 12_345, 1L << 35, 1L << 36, (1L << 36) + 7, 3L << 36, 1L << 40 })
	void aDeadlineOnAnyLevelIsKeptToTheTick(long ticks) {
		TimerWheel wheel = new TimerWheel(0);
		advance(wheel, 17 * MILLI);
		Recorded timer = add(wheel, (17 + ticks) * MILLI, 0);

		while (timer.firedAt < 0) {
			long next = wheel.nextNanos();
			assertThat(next).isLessThanOrEqualTo(timer.deadline());
			advance(wheel, next - 1);
			assertThat(this.fired).isEmpty();
			advance(wheel, next);
		}

		assertThat(timer.firedAt).isEqualTo((17 + ticks) * MILLI);
	}

	@Test
	void aShortTimerAcrossTheEndOfTheWheelsRoundIsNotLate() {
		long round = 1L << 36;
		TimerWheel wheel = new TimerWheel(0);
		advance(wheel, (round - 5) * MILLI);
		Recorded timer = add(wheel, (round + 5) * MILLI, 0);

		advance(wheel, (round + 5) * MILLI);

		assertThat(this.fired).containsExactly(timer);
	}

	@Test
	void aDeadlineForEverNeverFiresAlsoWhenTheClockStartedBelowZero() {
		TimerWheel wheel = new TimerWheel(-1000 * MILLI);
		this.now = -1000 * MILLI;
		add(wheel, Long.MAX_VALUE, 0);

		advance(wheel, 1000 * MILLI);

		assertThat(this.fired).isEmpty();
	}

	@Test
	void cancelledTimersDoNotPileUp() {
		TimerWheel wheel = new TimerWheel(0);
		Recorded kept = add(wheel, 3_600_000 * MILLI, 0);
		for (int i = 1; i < 1_000_000; i++) {
			add(wheel, 3_600_000 * MILLI + i, i).cancel();
		}

		assertThat(wheel.size()).isLessThan(10_000);
		advance(wheel, 3_600_000 * MILLI);
		assertThat(this.fired).containsExactly(kept);
	}

	@Test
	void aTimerThatThrowsKeepsNoOtherFromFiring() {
		TimerWheel wheel = new TimerWheel(0);
		Timer broken = new Timer(MILLI) {
			@Override
			protected void expire() {
				throw new IllegalStateException("broken");
			}
		};
		wheel.add(broken);
		Recorded same = add(wheel, MILLI, 1);
		Recorded later = add(wheel, 2 * MILLI, 2);

		assertThatIllegalStateException().isThrownBy(() -> advance(wheel, 5 * MILLI));
		advance(wheel, 5 * MILLI);

		assertThat(this.fired).containsExactly(same, later);
	}

}
