package io.actor.test.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.term.Pid;
import io.actor.test.tape.Tape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModeTests {

	private static final SimulationOptions MIXED = new SimulationOptions(Policy.UNIFORM, 20, 3, 1_000, true);

	@Test
	void theFlagOfThisBuildGivesThreadsOnTheSimulatorsOwnExecutor() {
		try (Simulation simulation = new Simulation(Tape.of(1), SimulationOptions.PLAIN)) {
			assertThat(simulation.mode()).isEqualTo("A");
		}
		try (Simulation simulation = new Simulation(Tape.of(1), SimulationOptions.PLAIN.withoutFlags())) {
			assertThat(simulation.mode()).isEqualTo("B");
		}
	}

	@Test
	void bothModesTakeTheSameSteps() {
		for (long seed = 1; seed <= 10; seed++) {
			assertThat(played(seed, MIXED.withoutFlags())).isEqualTo(played(seed, MIXED));
		}
	}

	private static List<Object> played(long seed, SimulationOptions options) {
		List<Object> order = new ArrayList<>();
		try (Simulation simulation = new Simulation(Tape.of(seed), options)) {
			Node node = Node.start(NodeConfig.local().seams(simulation.node("nonode@nohost").seams()));
			Pid judge = node.spawn((self) -> {
				while (true) {
					order.add(self.receive());
				}
			});
			for (int i = 0; i < 5; i++) {
				int me = i;
				node.spawn((self) -> {
					for (int round = 0; round < 10; round++) {
						self.send(judge, me * 100 + round);
						self.receive(String.class, Duration.ofNanos(me * 3_000L));
					}
				});
			}
			simulation.run(Duration.ofSeconds(1));
			order.add(simulation.hash());
		}
		return order;
	}

	@Test
	void inModeALocksAndLatchesOfTheJdkGiveTheTurnAway() {
		try (Simulation simulation = new Simulation(Tape.of(1), SimulationOptions.PLAIN)) {
			Node node = Node.start(NodeConfig.local().seams(simulation.node("nonode@nohost").seams()));
			CountDownLatch latch = new CountDownLatch(1);
			List<String> order = new ArrayList<>();
			node.spawn((self) -> {
				order.add("waits");
				latch.await();
				order.add("goes on");
			});
			node.spawn((self) -> {
				order.add("opens");
				latch.countDown();
			});
			simulation.settle();
			assertThat(order).containsExactly("waits", "opens", "goes on");
		}
	}

}
