package io.actor.test.swarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.actor.test.reliability.Scoreboard;
import io.actor.test.tape.RegressionSeeds;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulated lane, alone on the machine. How long it runs is set by
 * {@code -Dsim.seconds}; one seed is repeated with
 * {@code -Dsim.suite=cluster -Dsim.seed=17}.
 */
@Isolated
class SwarmTests {

	private static final int THREADS = 2;

	static List<Suite> suites() {
		String only = System.getProperty("sim.suite");
		return Suites.ALL.stream().filter((suite) -> only == null || suite.name().equals(only)).toList();
	}

	@ParameterizedTest
	@MethodSource("suites")
	void everyInvariantHoldsUnderEverySeed(Suite suite) throws InterruptedException {
		Long one = Long.getLong("sim.seed");
		SwarmRunner runner = new SwarmRunner(suite, Long.getLong("sim.first", 1));
		if (one != null) {
			runner.run(one);
			runner.throwFailure();
			return;
		}
		RegressionSeeds.read().of(suite.name()).forEach(runner::run);
		runner.throwFailure();
		Duration time = Duration.ofSeconds(Integer.getInteger("sim.seconds", 60) * suite.share() / 100);
		SwarmRunner.Figures figures = runner.runFor(time, THREADS);
		Set<String> missed = new TreeSet<>(suite.marks());
		missed.removeAll(figures.marks().keySet());
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("suite", suite.name());
		line.put("mode", figures.mode());
		line.put("seconds", time.toSeconds());
		line.put("runs", figures.runs());
		line.put("steps", figures.steps());
		line.put("virtualSeconds", figures.virtual().toSeconds());
		line.put("virtualToReal", figures.ratio());
		line.put("marksReached", suite.marks().size() - missed.size());
		line.put("marks", suite.marks().size());
		line.put("missed", missed);
		line.put("failed", runner.failure().isPresent() ? 1 : 0);
		runner.failure().ifPresent((failure) -> line.put("failedSeed", failure.seed()));
		Scoreboard.record("simulation", line);
		runner.throwFailure();
		assertThat(missed).as("situations no run has reached")
			.hasSizeLessThanOrEqualTo(suite.marks().size() * Integer.getInteger("sim.missed.percent", 30) / 100);
	}

}
