package io.actor.test.tape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Planted failures whose smallest case is known, from many seeds. */
class ShrinkerTests {

	private static final ShrinkBudget BUDGET = ShrinkBudget.ofAttempts(20_000);

	@Test
	void aSumOverAThousandIsOneNumber() {
		assertSmallest((tape) -> integers(tape, 20, 5000), (list) -> sum(list) > 1000, List.of(1001));
	}

	@Test
	void aSumOfNumbersThatAreTooSmallAloneTakesAsFewAsPossible() {
		for (Recording failing : failing((tape) -> integers(tape, 20, 401), (list) -> sum(list) > 1000)) {
			Shrunk shrunk = Shrinker.shrink(failing, (tape) -> sum(integers(tape, 20, 401)) > 1000, BUDGET);

			assertThat(integers(Tape.replay(shrunk.recording()), 20, 401)).hasSize(3)
				.satisfies((list) -> assertThat(sum(list)).isEqualTo(1001));
		}
	}

	@Test
	void twoEqualElementsAreTheSimplestTwo() {
		assertSmallest((tape) -> integers(tape, 30, 50), (list) -> new HashSet<>(list).size() < list.size(),
				List.of(0, 0));
	}

	@Test
	void twoEqualElementsThatAreNotTheSimplestAreLoweredTogether() {
		assertSmallest((tape) -> integers(tape, 60, 40), (list) -> {
			List<Integer> great = list.stream().filter((each) -> each >= 7).toList();
			return new HashSet<>(great).size() < great.size();
		}, List.of(7, 7));
	}

	@Test
	void signedNumbersComeDownToTheLeastThatFails() {
		assertSmallest((tape) -> tape.choices("number").anyLong(), (number) -> number >= 1000, 1000L);
		assertSmallest((tape) -> tape.choices("number").anyLong(), (number) -> number < -77, -78L);
	}

	@Test
	void anElementOfManyChoicesIsDeletedAsAWhole() {
		assertSmallest((tape) -> tape.choices("texts").list(10, () -> tape.choices("texts").string(10)),
				(texts) -> texts.stream().anyMatch((text) -> text.contains("c")), List.of("c"));
	}

	@Test
	void aPurposeThatDoesNotMatterIsGone() {
		Predicate<Tape> fails = (tape) -> {
			boolean reset = false;
			for (int i = 0; i < 200; i++) {
				tape.choices("delay").below(1000);
				reset |= tape.choices("reset").chance(0.02);
			}
			return reset;
		};
		Tape failing = Tape.of(1);
		assertThat(fails.test(failing)).isTrue();

		Shrunk shrunk = Shrinker.shrink(failing.recording(), fails, BUDGET);

		assertThat(shrunk.recording().streams()).containsOnlyKeys("reset");
		assertThat(shrunk.recording().streams().get("reset")).containsExactly(1);
		assertThat(shrunk.attempts()).isLessThan(30);
	}

	@Test
	void aRunOfAHundredThousandChoicesBecomesItsCause() {
		Predicate<Tape> fails = (tape) -> {
			Choices choices = tape.choices("step");
			int crashes = 0;
			while (crashes < 3 && choices.keepGoing(0.99999)) {
				crashes += (choices.below(10_000) > 9_990) ? 1 : 0;
			}
			return crashes == 3;
		};
		long[] steps = new long[100_000];
		for (int i = 0; i < steps.length; i += 2) {
			steps[i] = 1;
			steps[i + 1] = Mix.mix(i) >>> 52;
		}
		steps[10_001] = 9_999;
		steps[40_003] = 9_995;
		steps[70_001] = 9_992;
		Recording failing = recording("step", steps);
		assertThat(fails.test(Tape.replay(failing))).isTrue();

		Shrunk shrunk = Shrinker.shrink(failing, fails, ShrinkBudget.ofAttempts(1500));

		assertThat(shrunk.recording().streams().get("step")).containsExactly(1, 9_991, 1, 9_991, 1, 9_991);
		assertThat(shrunk.finished()).isTrue();
	}

	@Test
	void theSameRunEndsAsTheSameSmallOne() {
		Recording failing = failing((tape) -> integers(tape, 20, 401), (list) -> sum(list) > 1000).getFirst();
		Predicate<Tape> fails = (tape) -> sum(integers(tape, 20, 401)) > 1000;

		assertThat(Shrinker.shrink(failing, fails, BUDGET)).isEqualTo(Shrinker.shrink(failing, fails, BUDGET));
	}

	@Test
	void theBudgetIsKept() {
		Recording failing = failing((tape) -> integers(tape, 20, 5000), (list) -> sum(list) > 1000).getFirst();
		Predicate<Tape> fails = (tape) -> sum(integers(tape, 20, 5000)) > 1000;

		Shrunk few = Shrinker.shrink(failing, fails, ShrinkBudget.ofAttempts(5));
		assertThat(few.attempts()).isEqualTo(5);
		assertThat(few.finished()).isFalse();
		assertThat(fails.test(Tape.replay(few.recording()))).isTrue();
		AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
		Shrunk timed = Shrinker.shrink(failing, (tape) -> {
			clock.addAndGet(10);
			return fails.test(tape);
		}, new ShrinkBudget(1000, Duration.ofNanos(70), clock::get));
		assertThat(timed.attempts()).isEqualTo(7);
	}

	@Test
	void aRunThatNeverFailsAgainStaysAsItWas() {
		Recording failing = recording("a", 1, 0, 5, 0);

		assertThat(Shrinker.shrink(failing, (_) -> false, BUDGET).recording()).isEqualTo(recording("a", 1, 0, 5));
	}

	private static <T> void assertSmallest(Function<Tape, T> value, Predicate<T> fails, T smallest) {
		for (Recording failing : failing(value, fails)) {
			Shrunk shrunk = Shrinker.shrink(failing, (tape) -> fails.test(value.apply(tape)), BUDGET);

			assertThat(shrunk.finished()).isTrue();
			assertThat(value.apply(Tape.replay(shrunk.recording()))).isEqualTo(smallest);
		}
	}

	private static <T> List<Recording> failing(Function<Tape, T> value, Predicate<T> fails) {
		List<Recording> failing = new ArrayList<>();
		for (long seed = 0; failing.size() < 20; seed++) {
			Tape tape = Tape.of(seed);
			if (fails.test(value.apply(tape))) {
				failing.add(tape.recording());
			}
		}
		return failing;
	}

	private static List<Integer> integers(Tape tape, int most, int bound) {
		Choices choices = tape.choices("list");
		return choices.list(most, () -> choices.below(bound));
	}

	private static int sum(List<? extends Integer> list) {
		return list.stream().mapToInt(Integer::intValue).sum();
	}

	private static Recording recording(String purpose, long... values) {
		SortedMap<String, long[]> streams = new TreeMap<>(Map.of(purpose, values));
		return new Recording(0, streams);
	}

}
