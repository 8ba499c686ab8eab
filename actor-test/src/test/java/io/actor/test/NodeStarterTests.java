package io.actor.test;

import java.util.ArrayList;
import java.util.List;

import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.supervisor.Supervisor;
import io.actor.test.simulation.SimulatedNode;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Tape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Nodes that somebody else starts, as application contexts do. */
class NodeStarterTests {

	private final List<String> events = new ArrayList<>();

	@Test
	void theStarterHearsOfEachEnd() {
		try (World world = world().nodes(3)) {
			world.crash("b");
			world.stop("c");
			world.start("b");
			world.awaitMesh();

			assertThat(this.events).containsExactly("start a@a.sim", "start b@b.sim", "start c@c.sim",
					"crashing b@b.sim", "gone b@b.sim", "gone c@c.sim", "start b@b.sim");
		}
		assertThat(this.events).endsWith("crashing a@a.sim", "gone a@a.sim", "crashing b@b.sim", "gone b@b.sim");
	}

	@Test
	void nobodyWaitsForANodeThatHasCrashed() {
		try (World world = world().nodes(2)) {
			Node crashed = world.node("b");
			world.crash("b");

			assertThatIllegalStateException()
				.isThrownBy(() -> crashed.start(Supervisor.oneForOne(), StartOptions.DEFAULT).whichChildren())
				.withMessageContaining("b@b.sim has crashed");
		}
	}

	@Test
	void aNodeSomebodyElseHasStartedIsTakenIn() {
		try (World world = world()) {
			SimulatedNode machine = world.simulation().node("own@host");
			Node node = Node.start(NodeConfig.local().seams(machine.seams()));

			world.adopt(node, machine);

			assertThat(world.node()).isSameAs(node).isSameAs(world.node("own"));
			world.census().assertNoLeaks();
		}
	}

	private World world() {
		return new World(Tape.of(1), SimulationOptions.PLAIN, new NodeStarter() {
			@Override
			public Node start(Membership membership) {
				NodeStarterTests.this.events.add("start " + membership.machine().name());
				return Node.start(membership.config());
			}

			@Override
			public void crashing(Node node) {
				NodeStarterTests.this.events.add("crashing " + node.name());
			}

			@Override
			public void gone(Node node) {
				NodeStarterTests.this.events.add("gone " + node.name());
			}
		});
	}

}
