package io.actor.test;

import java.time.Duration;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

class SimulatedTests {

	@Simulated(checkLeaks = true)
	@Test
	void aDoorLocksTenSecondsAfterItWasOpened(Node node, TestClock clock) {
		ServerRef door = node.start(Door::new, StartOptions.DEFAULT);
		assertThat(door.call(new Open())).isTrue();
		clock.advance(Duration.ofSeconds(9));
		assertThat(door.call(new IsLocked())).isFalse();
		clock.advance(Duration.ofSeconds(1));
		assertThat(door.call(new IsLocked())).isTrue();
		door.stop();
	}

	@Simulated(nodes = 3)
	@Test
	void nodesOfAClusterAreConnectedWhenTheTestBegins(World world, Probe probe) {
		Pid echo = world.node("c").spawn((self) -> self.send(self.receive(Pid.class), "hello"));
		probe.send(echo, probe.pid());
		assertThat(probe.expect(Object.class)).hasToString("<<\"hello\">>");
	}

	@Test
	void aFailureTellsTheSeedAndTheStory() {
		EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(Failing.class))
			.execute()
			.testEvents()
			.failed()
			.assertThatEvents()
			.singleElement()
			.satisfies((event) -> assertThat(
					event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getSuppressed())
				.anySatisfy((story) -> assertThat(story).hasMessageContaining("-Dsim.seed=17")
					.hasMessageContaining("takes Open[]")));
	}

	@Test
	void aTestThatLeavesAProcessBehindFailsIfItShall() {
		EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(Leaking.class))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.failed(1));
	}

	record Open() implements Request<Boolean> {
	}

	record IsLocked() implements Request<Boolean> {
	}

	static final class Door extends GenServer<Request<?>, Object> {

		private boolean locked = true;

		@Override
		protected Init init() {
			return ok();
		}

		@Override
		protected Next handleCall(Request<?> request, From from) {
			return switch (request) {
				case Open open -> {
					this.locked = false;
					self().sendAfter(Duration.ofSeconds(10), self().pid(), "lock");
					yield reply(open, true);
				}
				case IsLocked asked -> reply(asked, this.locked);
				default -> throw new IllegalArgumentException("Unknown " + request);
			};
		}

		@Override
		protected Next handleInfo(Object message) {
			this.locked = true;
			return noReply();
		}

	}

	@Simulated(seed = 17)
	static class Failing {

		@Test
		void fails(Node node) {
			node.start(Door::new, StartOptions.DEFAULT).call(new Open());
			throw new AssertionError("as planned");
		}

	}

	@Simulated(checkLeaks = true)
	static class Leaking {

		@Test
		void leaks(Node node) {
			node.spawn((self) -> self.receive());
		}

	}

}
