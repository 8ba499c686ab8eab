package io.actor.spring.test.rooms;

import java.util.List;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.spring.client.ActorOperations;
import io.actor.spring.test.ActorTest;
import io.actor.term.Pid;
import io.actor.test.Probe;
import io.actor.test.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** What tests in a simulated world say when they fail, and what they leave behind. */
class WorldExtensionTests {

	private static @Nullable Pid probe;

	@Test
	void aFailureTellsTheSeedAndTheStory() {
		Throwable failure = failure(FailingCase.class);

		assertThat(failure).hasMessage("as planned");
		assertThat(failure.getSuppressed()).singleElement()
			.satisfies((remark) -> assertThat(remark.getMessage()).contains("-Dsim.seed=4711 repeats it", "bill"));
	}

	@Test
	void aNodeThatIsNotInTheWorldIsRefused() {
		Throwable failure = failure(OwnNodeCase.class);

		assertThat(failure).rootCause()
			.hasMessageContaining("does not run in the simulated world")
			.hasMessageContaining("NodeConfigCustomizer");
	}

	@Test
	void aProbeEndsWithItsTest() {
		EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(ProbeCase.class))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.succeeded(2));
	}

	private static Throwable failure(Class<?> testClass) {
		List<Event> failed = EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(testClass))
			.execute()
			.testEvents()
			.failed()
			.list();
		assertThat(failed).hasSize(1);
		return failed.getFirst().getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
	}

	@ActorTest(servers = BillServer.class, properties = "actor.test.seed=4711")
	static class FailingCase {

		@Autowired
		private ActorOperations actors;

		@Autowired
		private World world;

		@Test
		void fails() {
			this.actors.cast("bills", "ada");
			this.world.settle();
			throw new AssertionError("as planned");
		}

	}

	@ActorTest(servers = BillServer.class)
	static class OwnNodeCase {

		@Test
		void doesNotStart(@Autowired Node node) {
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Own {

			@Bean
			NodeConfig nodeConfig() {
				return NodeConfig.local();
			}

		}

	}

	@ActorTest(servers = BillServer.class, properties = "actor.test.seed=4712")
	@Import(InMemoryRoomStore.class)
	@TestMethodOrder(MethodName.class)
	static class ProbeCase {

		@Autowired
		private Node node;

		@Test
		void first(Probe mine) {
			probe = mine.pid();
			assertThat(this.node.processes().isAlive(mine.pid())).isTrue();
		}

		@Test
		void second() {
			assertThat(this.node.processes().isAlive(probe)).isFalse();
		}

	}

}
