package io.actor.spring.test.rooms;

import java.util.ArrayList;
import java.util.List;

import io.actor.spring.test.Cluster;
import io.actor.spring.test.ClusterTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** What remains of a cluster: nothing. */
class ClusterEndTests {

	private static final List<ConfigurableApplicationContext> CONTEXTS = new ArrayList<>();

	@BeforeEach
	void forget() {
		CONTEXTS.clear();
	}

	@Test
	void aClusterThatIsNotCachedIsClosedWithItsContexts() {
		run(EndingCase.class).assertStatistics((statistics) -> statistics.succeeded(1));

		assertThat(CONTEXTS).hasSize(1).noneMatch(ConfigurableApplicationContext::isActive);
	}

	@Test
	void aClusterThatCannotStartSaysWhichNodeAndLeavesNothing() {
		List<Throwable> failures = run(BrokenCase.class).failed()
			.stream()
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
			.toList();

		assertThat(failures).singleElement()
			.satisfies((failure) -> assertThat(failure).hasStackTraceContaining("node b@b.sim did not start")
				.hasStackTraceContaining("no second one"));
		assertThat(CONTEXTS).hasSize(1).noneMatch(ConfigurableApplicationContext::isActive);
	}

	private static Events run(Class<?> testClass) {
		return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass)).execute().testEvents();
	}

	@ClusterTest(nodes = 1)
	@DirtiesContext
	static class EndingCase {

		@Test
		void runs(Cluster cluster) {
			CONTEXTS.add((ConfigurableApplicationContext) cluster.context("a"));
			assertThat(CONTEXTS.getFirst().isActive()).isTrue();
		}

	}

	@ClusterTest(nodes = 2)
	static class BrokenCase {

		@Test
		void doesNotRun(Cluster cluster) {
		}

		/** Only the first node starts. */
		@TestConfiguration(proxyBeanMethods = false)
		static class OnlyOne {

			@Bean
			Object only(@Value("${actor.test.node}") String node, ConfigurableApplicationContext context) {
				if (!node.equals("a")) {
					throw new IllegalStateException("no second one");
				}
				CONTEXTS.add(context);
				return context.getId();
			}

		}

	}

}
