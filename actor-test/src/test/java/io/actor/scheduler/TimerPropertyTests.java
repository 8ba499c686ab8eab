package io.actor.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The wheel against a list of timers that is sorted each time it is looked at. */
class TimerPropertyTests {

	private static final long TICK = TimerWheel.TICK_NANOS;

	/** The wheel, or something with a planted fault. */
	private interface Timers {

		void add(Timer timer);

		void advance(long now);

		long next();

	}

	private static Timers wheel(long origin) {
		TimerWheel wheel = new TimerWheel(origin);
		return new Timers() {

			@Override
			public void add(Timer timer) {
				wheel.add(timer);
			}

			@Override
			public void advance(long now) {
				wheel.advance(now);
			}

			@Override
			public long next() {
				return wheel.nextNanos();
			}

		};
	}

	private static final class Recorded extends Timer {

		private final String name;

		private final List<Timer> fired;

		/** When the sorted list would fire it, in ticks from the origin. */
		private final long tick;

		Recorded(long deadline, int sequence, long tick, List<Timer> fired) {
			super(deadline);
			this.sequence = sequence;
			this.name = "t" + sequence;
			this.fired = fired;
			this.tick = tick;
		}

		@Override
		protected void expire() {
			this.fired.add(this);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@Test
	void theWheelFiresWhatASortedListWould() {
		Property.named("timers.wheel")
			.cases(300)
			.check((choices) -> likeASortedList(choices, TimerPropertyTests::wheel));
	}

	private static void likeASortedList(Choices choices, LongFunction<Timers> make) {
		long origin = choices.anyLong() / 4;
		Timers timers = make.apply(origin);
		List<Recorded> model = new ArrayList<>();
		List<Timer> fired = new ArrayList<>();
		List<String> story = new ArrayList<>();
		long now = origin;
		int made = 0;
		try {
			while (choices.keepGoing(0.985)) {
				switch (choices.weighted(4, 3, 1)) {
					case 0 -> {
						long after = after(choices);
						Recorded timer = new Recorded(now + after, made++, tick(origin, now, now + after), fired);
						story.add(timer + " after " + after);
						timers.add(timer);
						model.add(timer);
					}
					case 1 -> {
						long next = timers.next();
						boolean toNext = choices.chance(0.3) && next != Long.MAX_VALUE;
						now = toNext ? Math.max(now, next) : now + Math.max(0, after(choices));
						story.add("at " + (now - origin));
						advance(timers, model, fired, origin, now);
					}
					default -> {
						if (!model.isEmpty()) {
							Recorded timer = model.remove(choices.below(model.size()));
							story.add("cancel " + timer);
							assertThat(timer.cancel()).isTrue();
						}
					}
				}
			}
			now += 1L << 60;
			advance(timers, model, fired, origin, now);
			assertThat(model).isEmpty();
			assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
		}
		finally {
			choices.note("story", story);
		}
	}

	/** Some nanoseconds, or some time up to a year, or one that has passed. */
	private static long after(Choices choices) {
		long within = choices.below(1L << choices.oneOf(4, 20, 21, 26, 32, 40, 54));
		return choices.chance(0.05) ? -within : within;
	}

	/** Never early: the tick in which the deadline has passed, and always a later one. */
	private static long tick(long origin, long now, long deadline) {
		return Math.max(Math.floorDiv(now - origin, TICK) + 1, Math.ceilDiv(deadline - origin, TICK));
	}

	private static void advance(Timers timers, List<Recorded> model, List<Timer> fired, long origin, long now) {
		long reached = Math.floorDiv(now - origin, TICK);
		List<Recorded> due = model.stream()
			.filter((timer) -> timer.tick <= reached)
			.sorted(Comparator.<Recorded>comparingLong((timer) -> timer.tick)
				.thenComparingLong(Timer::deadline)
				.thenComparingLong((timer) -> timer.sequence))
			.toList();
		fired.clear();

		timers.advance(now);

		assertThat(fired).isEqualTo(due);
		model.removeAll(due);
	}

	@Test
	void aTimerThatFiresEarlyIsFound() {
		assertThat(story(TimerPropertyTests::early)).isEqualTo("story = [t0 after 1000001, at 1000000]");
	}

	@Test
	void aWheelThatForgetsWhatIsFarAwayIsFound() {
		assertThat(story((origin) -> {
			Timers right = wheel(origin);
			return new Planted(right, (timer) -> {
				if (timer.deadline() - origin < 1L << 36) {
					right.add(timer);
				}
			});
		})).matches("story = \\[t0 after 68719476736]");
	}

	private static Timers early(long origin) {
		Timers right = wheel(origin);
		return new Planted(right, (timer) -> {
			Timer other = new Timer(timer.deadline() - TICK) {
				@Override
				protected void expire() {
					timer.fire();
				}
			};
			other.sequence = timer.sequence;
			right.add(other);
		});
	}

	private static String story(LongFunction<Timers> make) {
		Counterexample found = Property.named("timers.wheel")
			.cases(300)
			.search((choices) -> likeASortedList(choices, make))
			.orElseThrow();
		return found.notes().getFirst();
	}

	/** The wheel with another way in. */
	private record Planted(Timers right, Consumer<Timer> adding) implements Timers {

		@Override
		public void add(Timer timer) {
			this.adding.accept(timer);
		}

		@Override
		public void advance(long now) {
			this.right.advance(now);
		}

		@Override
		public long next() {
			return this.right.next();
		}

	}

}
