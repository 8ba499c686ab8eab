package io.actor.test.tape;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A property that holds is quiet; one that does not is told in its smallest form. */
class PropertyTests {

	@Test
	void aPropertyThatHoldsRunsAllItsCases() {
		AtomicInteger cases = new AtomicInteger();

		Property.named("test.holds").cases(30).fresh(20).check((_) -> cases.incrementAndGet());

		assertThat(cases).hasValue(30 + 20 * Integer.getInteger("sim.effort", 1));
	}

	@Test
	void aFailureTellsItsSmallestCaseAndHowToRepeatIt() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Property.named("test.smallSums").check(PropertyTests::smallSums))
			.withMessageContaining("Property test.smallSums does not hold for seed ")
			.withMessageContaining("mvn test -Dtest=PropertyTests#aFailureTellsItsSmallestCaseAndHowToRepeatIt")
			.withMessageContaining(" -Dsim.seed=")
			.withMessageContaining("smallest case (2 choices of ")
			.withMessageContaining("list = [1001]\n")
			.withCauseInstanceOf(AssertionError.class);
	}

	private static void smallSums(Choices choices) {
		List<Integer> list = choices.note("list", choices.list(20, () -> choices.below(3000)));
		assertThat(list.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(1000);
	}

	@Test
	void aSearchFindsTheSameCaseEachTime() {
		Counterexample first = Property.named("test.noDuplicates").search(PropertyTests::noDuplicates).orElseThrow();
		Counterexample second = Property.named("test.noDuplicates").search(PropertyTests::noDuplicates).orElseThrow();

		assertThat(first.notes()).containsExactly("list = [0, 0]");
		assertThat(first.seed()).isEqualTo(second.seed());
		assertThat(first.smallest()).isEqualTo(second.smallest());
		assertThat(Property.named("test.holds").search((_) -> {
		})).isEmpty();
	}

	private static void noDuplicates(Choices choices) {
		List<Integer> list = choices.note("list", choices.list(20, () -> choices.below(100)));
		assertThat(new HashSet<>(list)).hasSameSizeAs(list);
	}

	/** Where a smaller case fails for another reason, it is not the case looked for. */
	@Test
	void anotherFailureIsNotASmallerCase() {
		Counterexample found = Property.named("test.twoFailures").search((choices) -> {
			int number = choices.note("number", choices.below(1_000_000));
			if (number > 5000) {
				throw new IllegalStateException("too great");
			}
			if (number > 10 && number < 100) {
				throw new ArithmeticException("in between");
			}
		}).orElseThrow();

		assertThat(found.cause()).isInstanceOf(IllegalStateException.class);
		assertThat(found.notes()).containsExactly("number = 5001");
	}

	@Test
	void aPropertyThatDependsOnMoreThanItsChoicesIsTold() {
		AtomicInteger runs = new AtomicInteger();

		Counterexample found = Property.named("test.flaky").search((_) -> {
			if (runs.incrementAndGet() == 1) {
				throw new IllegalStateException("once");
			}
		}).orElseThrow();

		assertThat(found.cause()).hasMessageContaining("depends on more");
	}

	@Test
	@ResourceLock(Resources.SYSTEM_PROPERTIES)
	void oneSeedCanBeRunAlone() {
		List<Integer> drawn = new ArrayList<>();
		System.setProperty("sim.seed", "77");
		try {
			Property.named("test.oneSeed").check((choices) -> drawn.add(choices.below(1000)));
		}
		finally {
			System.clearProperty("sim.seed");
		}

		assertThat(drawn).containsExactly(Tape.of(77).choices("case").below(1000));
	}

	@Test
	@ResourceLock(Resources.SYSTEM_PROPERTIES)
	void theSmallestCaseIsStoredAndCanBePlayed() {
		Property property = Property.named("test.stored").shrinking(ShrinkBudget.ofAttempts(5000));
		String message = assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> property.check(PropertyTests::smallSums))
			.actual()
			.getMessage();
		String file = message.replaceAll("(?s).*-Dsim.tape=(\\S+)\n.*", "$1");
		assertThat(Path.of(file)).exists();
		List<List<Integer>> played = new ArrayList<>();
		System.setProperty("sim.tape", file);
		try {
			property.check((choices) -> played.add(choices.list(20, () -> choices.below(3000))));
		}
		finally {
			System.clearProperty("sim.tape");
		}

		assertThat(played).containsExactly(List.of(1001));
	}

	@Test
	void severalPurposesShareATape() {
		Property.named("test.purposes")
			.checkTape((tape) -> assertThat(tape.choices("a").below(10) + tape.choices("b").below(10)).isLessThan(20));
	}

	@Test
	void aNameHasNoBlanks() {
		assertThatIllegalArgumentException().isThrownBy(() -> Property.named("two words"));
	}

	@Test
	void regressionSeedsAreReadBySuite(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("regression.txt");
		Files.writeString(file, """
				# found by properties

				codec 17 A tuple of 256 elements lost its last one
				timers -3 The wheel turned twice
				codec 4711 Atoms above U+FFFF
				""");

		RegressionSeeds seeds = RegressionSeeds.read(file);

		assertThat(seeds.of("codec")).containsExactly(17L, 4711L);
		assertThat(seeds.of("framing")).isEmpty();
		assertThat(seeds.entries().get(1).cause()).isEqualTo("The wheel turned twice");
	}

	@Test
	void aSeedWithoutCauseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RegressionSeeds.parse(List.of("# fine", "codec 17")))
			.withMessageContaining("Line 2");
		assertThatIllegalArgumentException().isThrownBy(() -> RegressionSeeds.parse(List.of("codec x cause")));
	}

	@Test
	void theSeedsOfThisModuleCanBeRead() {
		assertThat(RegressionSeeds.FILE).exists();
		assertThat(RegressionSeeds.read().entries()).doesNotContainNull();
	}

}
