package io.actor.otp;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the coverage page says and refuses, of planted lists and results. */
class OtpCoverageTests {

	private static final List<String> BEHAVIOURS = List.of("# a note", "", "[First]", "1 | one is kept",
			"2 | two is kept", "[Second]", "3 | three is kept", "4 | four is kept");

	private static final List<String> NOT_HELD = List.of("2 | no such thing here | something like it");

	private static final List<String> LATER = List.of("4 - 4 | another feature");

	private final OtpChecklist checklist = OtpChecklist.parse(BEHAVIOURS, NOT_HELD, LATER);

	@Test
	void thePageTellsTheStateOfEachBehaviourAndTheCounts() {
		String page = page(passed("io.actor.b.BTests", "second", 1), passed("io.actor.a.ATests", "first", 1));

		assertThat(page).contains("## First\n")
			.contains("| 1 | one is kept | held | `a.ATests.first`, `b.BTests.second` |\n")
			.contains("| 2 | two is kept | not held | no such thing here. Nearest: something like it |\n")
			.contains("## Second\n")
			.contains("| 3 | three is kept | open |  |\n")
			.contains("| 4 | four is kept | later | another feature |\n")
			.contains("| First | 1 | 1 | 0 | 0 | 2 |\n")
			.contains("| Second | 0 | 0 | 1 | 1 | 2 |\n")
			.endsWith("| **all** | 1 | 1 | 1 | 1 | 4 |\n");
	}

	@Test
	void thePageDoesNotDependOnTheOrderInWhichTestsRan() {
		OtpResult one = passed("io.actor.a.ATests", "first", 1);
		OtpResult other = passed("io.actor.a.ATests", "second", 1, 3);

		assertThat(page(one, other)).isEqualTo(page(other, one));
	}

	@Test
	void aBehaviourOfALaterFeatureThatIsShownIsHeld() {
		assertThat(page(passed("io.actor.a.ATests", "first", 4))).contains("| 4 | four is kept | held |");
	}

	@Test
	void aTestThatFailedShowsNothingAndIsAProblem() {
		OtpResult failed = result(OtpResult.State.FAILED, "io.actor.a.ATests", "first", 1);

		assertThat(page(failed)).contains("| 1 | one is kept | open |");
		assertThat(coverage(failed).problems()).containsExactly("a.ATests.first has failed");
	}

	@Test
	void aNumberThereIsNotIsAProblem() {
		assertThat(coverage(passed("io.actor.a.ATests", "first", 5)).problems())
			.containsExactly("a.ATests.first shows behaviour 5, which there is not");
	}

	@Test
	void aBehaviourListedAsNotHeldMayNotBeShown() {
		assertThat(coverage(passed("io.actor.a.ATests", "first", 2)).problems())
			.containsExactly("Behaviour 2 is listed as not held, and shown by a.ATests.first");
	}

	@Test
	void aRunIsCompleteWhenEveryTaggedTestHasPassed() {
		OtpResult passed = passed("io.actor.a.ATests", "first", 1);
		OtpResult skipped = result(OtpResult.State.SKIPPED, "io.actor.a.ATests", "second", 3);
		OtpTest left = new OtpTest("io.actor.a.ATests", "third", List.of(1));
		OtpCoverage coverage = new OtpCoverage(this.checklist, List.of(passed.test(), skipped.test(), left),
				List.of(passed, skipped));

		assertThat(coverage.missing()).containsExactly("a.ATests.second", "a.ATests.third");
		assertThat(coverage.notRun()).containsExactly("a.ATests.third");
		assertThat(coverage(passed).missing()).isEmpty();
	}

	@Test
	void aListThatContradictsItselfIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> OtpChecklist.parse(List.of("1 | a", "1 | b"), List.of(), List.of()))
			.withMessageContaining("twice");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> OtpChecklist.parse(BEHAVIOURS, List.of("9 | why | instead"), List.of()))
			.withMessageContaining("no behaviour 9");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> OtpChecklist.parse(BEHAVIOURS, List.of("2 | why |"), List.of()))
			.withMessageContaining("3 cells");
	}

	@Test
	void theListOfThisRepositoryIsWhole() throws IOException {
		OtpChecklist list = OtpChecklist.load();

		assertThat(list.behaviours().keySet()).hasSize(301).contains(1, 301);
		assertThat(list.behaviours().values()).extracting(OtpChecklist.Behaviour::group).doesNotContain("");
		assertThat(list.behaviours().values()).extracting(OtpChecklist.Behaviour::text).doesNotHaveDuplicates();
		assertThat(list.notHeld().keySet()).doesNotContainAnyElementsOf(list.later().keySet());
	}

	@Test
	void taggedTestsAreFoundByTheNamesOfTheirClasses() {
		assertThat(OtpTest.in("io.actor.otp.planted", (name) -> true)).extracting(OtpTest::shortName)
			.containsExactlyInAnyOrder("otp.planted.Shown.passes", "otp.planted.Shown.fails",
					"otp.planted.Shown.isSkipped", "otp.planted.Shown.failsOnceInThree",
					"otp.planted.CannotBegin.wouldPass");
		assertThat(OtpTest.all()).extracting(OtpTest::type).noneMatch((type) -> type.contains(".planted."));
	}

	private String page(OtpResult... results) {
		return coverage(results).page();
	}

	private OtpCoverage coverage(OtpResult... results) {
		List<OtpResult> all = List.of(results);
		return new OtpCoverage(this.checklist, all.stream().map(OtpResult::test).toList(), all);
	}

	private static OtpResult passed(String type, String method, Integer... numbers) {
		return result(OtpResult.State.PASSED, type, method, numbers);
	}

	private static OtpResult result(OtpResult.State state, String type, String method, Integer... numbers) {
		return new OtpResult(new OtpTest(type, method, List.of(numbers)), state);
	}

}
