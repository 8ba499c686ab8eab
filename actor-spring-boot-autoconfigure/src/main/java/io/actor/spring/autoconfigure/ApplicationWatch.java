package io.actor.spring.autoconfigure;

import io.actor.application.ApplicationEnd;
import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.process.AliasTarget;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells Kubernetes when only a restart of the JVM can help: when the supervisor at the
 * top has given up, or a permanent application has ended and the node with it. In Erlang
 * the whole node would end.
 */
final class ApplicationWatch implements AliasTarget, ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

	private final Node node;

	private final ConfigurableApplicationContext context;

	private volatile boolean broken;

	private ApplicationWatch(Node node, ConfigurableApplicationContext context) {
		this.node = node;
		this.context = context;
	}

	/** Watches until the node is closed. */
	static void of(Node node, ConfigurableApplicationContext context) {
		ApplicationWatch watch = new ApplicationWatch(node, context);
		context.addApplicationListener(watch);
		node.applications().listen(new io.actor.application.ApplicationListener() {
			@Override
			public void nodeDown(ApplicationEnd end) {
				watch.nodeDown(end);
			}
		});
		Processes processes = node.processes();
		node.whereis(Node.APPLICATION)
			.ifPresentOrElse((pid) -> processes.watch(processes.nobody(), pid, processes.openAlias(watch)),
					() -> watch.down(ExitReason.NOPROC));
	}

	@Override
	public void message(Object message) {
	}

	@Override
	public void down(ExitReason reason) {
		if (this.node.state() == NodeState.UP) {
			LOGGER.error("The supervisor 'application' of node {} has given up ({}); the application is broken",
					this.node.name(), reason);
			becomeBroken();
		}
	}

	private void nodeDown(ApplicationEnd end) {
		LOGGER.error("The application '{}' has ended ({}) and node {} with it; the application is broken", end.name(),
				end.reason(), this.node.name());
		becomeBroken();
	}

	private void becomeBroken() {
		this.broken = true;
		// Aside: this may run on the thread of the process that ended.
		Thread.ofVirtual().name("actor-liveness").start(this::publish);
	}

	private void publish() {
		if (this.context.isActive()) {
			AvailabilityChangeEvent.publish(this.context, LivenessState.BROKEN);
		}
	}

	/**
	 * Between the start of the servers and this event Spring Boot has called the
	 * application live, whatever has happened before.
	 */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.broken) {
			publish();
		}
	}

}
