package io.actor.otp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run of the tests says about the OTP behaviours; a pure function of the list, of
 * the tests there are and of how those that ran have ended.
 */
final class OtpCoverage {

	private final OtpChecklist checklist;

	private final List<OtpTest> tests;

	private final List<OtpResult> results;

	OtpCoverage(OtpChecklist checklist, List<OtpTest> tests, List<OtpResult> results) {
		this.checklist = checklist;
		this.tests = tests;
		this.results = results;
	}

	/** What there is about a behaviour. */
	private enum State {

		HELD("held"), NOT_HELD("not held"), OPEN("open"), LATER("later");

		private final String word;

		State(String word) {
			this.word = word;
		}

	}

	/** What makes the build fail. */
	List<String> problems() {
		List<String> problems = new ArrayList<>();
		for (OtpTest test : this.tests) {
			for (int number : test.numbers()) {
				if (!this.checklist.behaviours().containsKey(number)) {
					problems.add(test.shortName() + " shows behaviour " + number + ", which there is not");
				}
			}
		}
		for (OtpResult result : this.results) {
			if (result.state() == OtpResult.State.FAILED) {
				problems.add(result.test().shortName() + " has failed");
			}
		}
		passed().forEach((number, shown) -> {
			if (this.checklist.notHeld().containsKey(number)) {
				problems
					.add("Behaviour " + number + " is listed as not held, and shown by " + String.join(", ", shown));
			}
		});
		return problems;
	}

	/** The tests that have not passed in this run: left out, skipped or failed. */
	List<String> missing() {
		return without(this.results.stream().filter((result) -> result.state() == OtpResult.State.PASSED));
	}

	/** The tests that were not even skipped in this run. */
	List<String> notRun() {
		return without(this.results.stream());
	}

	private List<String> without(Stream<OtpResult> ended) {
		Set<String> known = ended.map((result) -> result.test().shortName()).collect(Collectors.toSet());
		return this.tests.stream().map(OtpTest::shortName).filter((test) -> !known.contains(test)).sorted().toList();
	}

	/** The page. */
	String page() {
		StringBuilder page = new StringBuilder(
				"""
						# OTP, behaviour by behaviour

						Written by `mvn verify` from the tests that ran, never by hand. Of the behaviours that make up OTP, each line says which tests of
						`actor-core` show that it is kept; their names are below `io.actor`.

						- **held**: a test shows it, and has passed.
						- **not held**: the JVM cannot do it; the line says why, and what comes nearest.
						- **open**: no test shows it yet.
						- **later**: belongs to a feature that does not exist yet.
						""");
		Map<Integer, List<String>> passed = passed();
		Map<String, Map<State, Integer>> counts = new LinkedHashMap<>();
		for (OtpChecklist.Behaviour behaviour : this.checklist.behaviours().values()) {
			if (!counts.containsKey(behaviour.group())) {
				page.append("\n## ").append(behaviour.group()).append("\n\n");
				page.append("| no. | behaviour | state | shown by |\n| --- | --- | --- | --- |\n");
			}
			State state = state(behaviour.number(), passed);
			counts.computeIfAbsent(behaviour.group(), (group) -> new TreeMap<>()).merge(state, 1, Integer::sum);
			row(page, List.of(behaviour.number(), behaviour.text(), state.word,
					evidence(behaviour.number(), state, passed)));
		}
		page.append(
				"\n## Counts\n\n| group | held | not held | open | later | all |\n| --- | --- | --- | --- | --- | --- |\n");
		Map<State, Integer> all = new TreeMap<>();
		counts.forEach((group, of) -> {
			of.forEach((state, count) -> all.merge(state, count, Integer::sum));
			count(page, group, of);
		});
		count(page, "**all**", all);
		return page.toString();
	}

	private Map<Integer, List<String>> passed() {
		Map<Integer, List<String>> passed = new TreeMap<>();
		this.results.stream()
			.filter((result) -> result.state() == OtpResult.State.PASSED)
			.map(OtpResult::test)
			.sorted(Comparator.comparing(OtpTest::shortName))
			.forEach((test) -> test.numbers()
				.forEach(
						(number) -> passed.computeIfAbsent(number, (none) -> new ArrayList<>()).add(test.shortName())));
		return passed;
	}

	private State state(int number, Map<Integer, List<String>> passed) {
		if (passed.containsKey(number)) {
			return State.HELD;
		}
		if (this.checklist.notHeld().containsKey(number)) {
			return State.NOT_HELD;
		}
		return this.checklist.later().containsKey(number) ? State.LATER : State.OPEN;
	}

	private String evidence(int number, State state, Map<Integer, List<String>> passed) {
		return switch (state) {
			case HELD -> passed.get(number).stream().map((test) -> "`" + test + "`").collect(Collectors.joining(", "));
			case NOT_HELD -> {
				OtpChecklist.NotHeld why = this.checklist.notHeld().get(number);
				yield why.reason() + ". Nearest: " + why.nearest();
			}
			case OPEN -> "";
			case LATER -> this.checklist.later().get(number);
		};
	}

	private static void count(StringBuilder page, String name, Map<State, Integer> counts) {
		List<Object> cells = new ArrayList<>(List.of(name));
		for (State state : State.values()) {
			cells.add(counts.getOrDefault(state, 0));
		}
		cells.add(counts.values().stream().mapToInt(Integer::intValue).sum());
		row(page, cells);
	}

	private static void row(StringBuilder page, List<?> cells) {
		page.append(cells.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n")));
	}

}
