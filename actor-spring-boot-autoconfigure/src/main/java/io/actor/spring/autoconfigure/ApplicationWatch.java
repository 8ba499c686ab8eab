package io.actor.spring.autoconfigure;

import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.process.AliasTarget;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;

/**
 * Tells Kubernetes when only a restart of the JVM can help: when the supervisor at the
 * top has given up. In Erlang the whole node would end.
 */
final class ApplicationWatch implements AliasTarget {

	private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

	private final Node node;

	private final ApplicationContext context;

	private ApplicationWatch(Node node, ApplicationContext context) {
		this.node = node;
		this.context = context;
	}

	/** Watches until the node is closed. */
	static void of(Node node, ApplicationContext context) {
		Processes processes = node.processes();
		node.whereis(Node.APPLICATION)
			.ifPresent((pid) -> processes.watch(processes.nobody(), pid,
					processes.openAlias(new ApplicationWatch(node, context))));
	}

	@Override
	public void message(Object message) {
	}

	@Override
	public void down(ExitReason reason) {
		if (this.node.state() == NodeState.UP) {
			LOGGER.error("The supervisor 'application' of node {} has given up ({}); the application is broken",
					this.node.name(), reason);
			// Aside: this runs on the thread of the process that ended.
			Thread.ofVirtual()
				.name("actor-liveness")
				.start(() -> AvailabilityChangeEvent.publish(this.context, LivenessState.BROKEN));
		}
	}

}
