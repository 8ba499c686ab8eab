package io.actor.test;

import io.actor.node.Node;
import io.actor.node.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

class LocalNodeTests {

	private static Node last;

	@LocalNode(checkLeaks = true)
	static class Tidy {

		@Test
		void leavesNothing(Node node) {
			last = node;
			assertThat(node.state()).isEqualTo(NodeState.UP);
		}

	}

	@LocalNode(checkLeaks = true)
	static class Untidy {

		@Test
		void leavesAProcess(Node node) {
			node.spawn((self) -> self.receive());
		}

	}

	@Test
	void aTestGetsANodeThatIsClosedAfterIt() {
		EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(Tidy.class))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.succeeded(1).failed(0));

		assertThat(last.state()).isEqualTo(NodeState.DOWN);
	}

	@Test
	void aTestThatLeavesAProcessBehindFails() {
		EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(Untidy.class))
			.execute()
			.testEvents()
			.assertThatEvents()
			.haveExactly(1,
					event(finishedWithFailure(message((text) -> text.startsWith("The test left something behind")))));
	}

}
