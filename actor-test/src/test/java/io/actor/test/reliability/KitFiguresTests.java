package io.actor.test.reliability;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.actor.test.World;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Tape;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How much real time the usual things of a simulated world take; for the scoreboard. */
@Isolated
class KitFiguresTests {

	private static final int ROUNDS = 21;

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void realTimeOfWorldsIsMeasured(boolean jdkFlags) {
		SimulationOptions options = jdkFlags ? SimulationOptions.PLAIN : SimulationOptions.PLAIN.withoutFlags();
		double[] mesh = new double[ROUNDS];
		double[] timeout = new double[ROUNDS];
		String mode = "";
		for (int i = 0; i < ROUNDS; i++) {
			long begin = System.nanoTime();
			try (World world = new World(Tape.of(i), options).nodes(3)) {
				long connected = System.nanoTime();
				world.node("a").spawn((self) -> self.receive(String.class, Duration.ofSeconds(30)));
				world.clock().advance(Duration.ofSeconds(30));
				mesh[i] = (connected - begin) / 1e6;
				timeout[i] = (System.nanoTime() - connected) / 1e6;
				mode = world.simulation().mode();
				assertThat(world.node("a").peers()).hasSize(2);
			}
		}
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("mode", mode);
		line.put("rounds", ROUNDS);
		line.put("three nodes connected, ms, first", Math.round(mesh[0]));
		line.put("median", median(mesh));
		line.put("30 s of virtual time in that cluster, ms, median", median(timeout));
		Scoreboard.record("kit", line);
	}

	private static double median(double[] values) {
		Arrays.sort(values);
		return Math.round(values[values.length / 2] * 10) / 10.0;
	}

}
