package io.actor.test.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.term.Pid;
import io.actor.test.tape.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

	/** As when another test writes to the log at the same time. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aWorldThatEndsLeavesNoLockWithCodeThatWaitsForOneOfAThreadOutside(boolean network) {
		ReentrantLock console = new ReentrantLock();
		ReentrantLock log = new ReentrantLock();
		Runnable write = () -> {
			log.lock();
			console.lock();
			console.unlock();
			log.unlock();
		};
		try (Simulation simulation = new Simulation(Tape.of(1), SimulationOptions.PLAIN)) {
			SimulatedNode node = simulation.node("nonode@nohost");
			if (network) {
				node.onNetwork(0, write);
			}
			else {
				node.run(write);
			}
			console.lock();
			simulation.settle();
			assertThat(log.isLocked()).isTrue();
			console.unlock();
		}
		assertThat(log.isLocked()).isFalse();
	}

	@Test
	void aWorldThatEndsWaitsForTheLockOfAThreadOutside() throws InterruptedException {
		ReentrantLock log = new ReentrantLock();
		Object console = new Object();
		Thread test = Thread.currentThread();
		CountDownLatch taken = new CountDownLatch(1);
		AtomicBoolean ends = new AtomicBoolean();
		AtomicBoolean over = new AtomicBoolean();
		Thread outside = Thread.ofPlatform().start(() -> {
			synchronized (console) {
				taken.countDown();
				while (!over.get() && (!ends.get() || test.getState() != Thread.State.TIMED_WAITING)) {
					Thread.onSpinWait();
				}
			}
		});
		taken.await();
		try (Simulation simulation = new Simulation(Tape.of(1), SimulationOptions.PLAIN)) {
			simulation.node("nonode@nohost").run(() -> {
				log.lock();
				synchronized (console) {
					log.unlock();
				}
			});
			simulation.settle();
			assertThat(log.isLocked()).isTrue();
			ends.set(true);
		}
		over.set(true);
		outside.join();
		assertThat(log.isLocked()).isFalse();
	}

}
