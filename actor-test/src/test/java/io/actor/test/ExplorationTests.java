package io.actor.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.Process;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExplorationTests {

	@Test
	void aRaceBetweenTwoClientsIsFoundAndItsStoryIsShort() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ActorTestKit.explore(200, ExplorationTests::readThenWrite))
			.satisfies((failure) -> {
				assertThat(failure).hasMessageContaining("-Dsim.seed=")
					.hasMessageContaining("expected: 10")
					.hasMessageContaining("takes Set[");
				assertThat(events(failure.getMessage())).isLessThan(60);
			});
	}

	@Test
	void aScenarioWithoutRaceIsPlayedUnderAllSeeds() {
		List<Long> seeds = new ArrayList<>();
		ActorTestKit.explore(20, (world) -> {
			seeds.add(world.seed());
			ServerRef counter = world.node().start(Counter::new, StartOptions.DEFAULT);
			counter.call(new Set(5));
			assertThat(counter.call(new Get())).isEqualTo(5);
		});
		assertThat(seeds).hasSize(20).doesNotHaveDuplicates();
	}

	private static int events(String message) {
		return Integer.parseInt(message.replaceAll("(?s).*smallest story found, (\\d+) events.*", "$1"));
	}

	/** Each client reads, adds one, and writes: an update can be lost. */
	private static void readThenWrite(World world) {
		ServerRef counter = world.node().start(Counter::new, StartOptions.DEFAULT);
		for (int i = 0; i < 2; i++) {
			world.node().spawn((self) -> increment(self, counter));
		}
		world.runUntil(() -> world.node().processes().count() == 4, Duration.ofSeconds(1));
		assertThat(counter.call(new Get())).isEqualTo(10);
	}

	private static void increment(Process self, ServerRef counter) {
		for (int i = 0; i < 5; i++) {
			counter.call(new Set(counter.call(new Get()) + 1));
		}
	}

	record Get() implements Request<Integer> {
	}

	record Set(int value) implements Request<Boolean> {
	}

	static final class Counter extends GenServer<Request<?>, Object> {

		private int value;

		@Override
		protected Next handleCall(Request<?> request, From from) {
			return switch (request) {
				case Get get -> reply(get, this.value);
				case Set set -> {
					this.value = set.value();
					yield reply(set, true);
				}
				default -> throw new IllegalArgumentException("Unknown " + request);
			};
		}

	}

}
