package io.actor.spring.test;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.spring.autoconfigure.NodeConfigCustomizer;
import io.actor.test.World;
import io.actor.test.simulation.SimulatedNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/** Lets the node of a context run on a machine of the world. */
final class WorldMember
		implements NodeConfigCustomizer, SmartInitializingSingleton, ApplicationListener<ContextRefreshedEvent> {

	private final World world;

	private final SimulatedNode machine;

	private final ObjectProvider<Node> node;

	private boolean asked;

	WorldMember(World world, SimulatedNode machine, ObjectProvider<Node> node) {
		this.world = world;
		this.machine = machine;
		this.node = node;
	}

	@Override
	public NodeConfig customize(NodeConfig config) {
		this.asked = true;
		return config.seams(this.machine.seams());
	}

	/** Before anything runs on it, so that whoever runs finds it in the world. */
	@Override
	public void afterSingletonsInstantiated() {
		this.node.ifAvailable((created) -> {
			if (!this.asked) {
				throw new IllegalStateException("The node " + created.name() + " does not run in the simulated world: "
						+ "the application has a bean of type Node or NodeConfig of its own, which asks no "
						+ "NodeConfigCustomizer. Leave that bean out of the test, or let it apply the customizers.");
			}
			this.world.adopt(created, this.machine);
		});
	}

	/** Its servers run: only what comes from now on can be left behind by a test. */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		this.node.ifAvailable((running) -> this.world.adopt(running, this.machine));
	}

}
