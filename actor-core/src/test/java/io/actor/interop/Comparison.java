package io.actor.interop;

import java.util.List;
import java.util.function.Function;

/**
 * Plays scenarios on both sides. If the two tell different stories, the scenario is made
 * smaller as long as they do, one thing after the other.
 *
 * @param erlang plays a scenario there
 * @param here plays it here
 */
record Comparison<S extends Scenario<S>>(Function<S, List<String>> erlang, Function<S, List<String>> here) {

	/**
	 * Plays a scenario.
	 * @throws AssertionError if the stories differ
	 */
	void check(long seed, S scenario) {
		if (!differs(scenario)) {
			return;
		}
		S smallest = smallest(scenario);
		List<String> there = this.erlang.apply(smallest);
		List<String> here = this.here.apply(smallest);
		int line = 0;
		while (line < there.size() && line < here.size() && there.get(line).equals(here.get(line))) {
			line++;
		}
		throw new AssertionError(String.join("\n", "Seed " + seed + " differs, smallest scenario found:",
				smallest.inErlang(), "same lines: " + there.subList(0, line), "Erlang:     " + at(there, line),
				"here:       " + at(here, line)));
	}

	private static String at(List<String> lines, int line) {
		return (line < lines.size()) ? lines.get(line) : "nothing more";
	}

	private boolean differs(S scenario) {
		return !this.erlang.apply(scenario).equals(this.here.apply(scenario));
	}

	private S smallest(S scenario) {
		S smallest = scenario;
		boolean found = true;
		while (found) {
			found = false;
			for (S less : smallest.smaller()) {
				if (differs(less)) {
					smallest = less;
					found = true;
					break;
				}
			}
		}
		return smallest;
	}

}
