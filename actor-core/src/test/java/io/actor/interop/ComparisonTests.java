package io.actor.interop;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the comparison with Erlang says when the two sides differ, without Erlang. */
class ComparisonTests {

	private static final Comparison<SupervisorScenario> BLIND_TO_KILLS = new Comparison<>(
			(scenario) -> lines(scenario, true), (scenario) -> lines(scenario, false));

	private static List<String> lines(SupervisorScenario scenario, boolean kills) {
		List<String> lines = new ArrayList<>();
		for (SupervisorScenario.Step step : scenario.steps()) {
			boolean kill = step instanceof SupervisorScenario.Signal(String id, Why why) && why == Why.KILL;
			lines.add((kill && !kills) ? "lives" : step.toString());
		}
		return lines;
	}

	@Test
	void aDifferenceIsToldWithItsSeedAndTheSmallestScenario() {
		long seed = 1;
		while (SupervisorScenario.random(seed).inErlang().split("kill").length != 2) {
			seed++;
		}
		SupervisorScenario scenario = SupervisorScenario.random(seed);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> BLIND_TO_KILLS.check(17, scenario))
			.withMessageContaining("Seed 17 ")
			.withMessageMatching("(?s).*supervisors:run\\(\\{\\w+,\\d+,\\[\\]},\\[],\\[\\{signal,\\w+,kill}]\\)\\..*")
			.withMessageMatching("(?s).*Erlang: +\\{signal,\\w+,kill}\nhere: +lives");
	}

	@Test
	void scenariosThatTellTheSameAreFine() {
		assertThatCode(() -> new Comparison<SupervisorScenario>((scenario) -> List.of("a"), (scenario) -> List.of("a"))
			.check(1, SupervisorScenario.random(1))).doesNotThrowAnyException();
	}

	@Test
	void aSeedGivesTheSameScenarioEachTimeAndAnotherSeedAnother() {
		assertThat(SupervisorScenario.random(5)).isEqualTo(SupervisorScenario.random(5))
			.isNotEqualTo(SupervisorScenario.random(6));
	}

}
