package io.actor.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.process.ProcessLimits;
import io.actor.scheduler.SchedulerOptions;
import io.actor.spring.annotation.ActorDefinitionException;
import io.actor.spring.server.SupervisorSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Reads {@link ActorProperties} as what the core understands. */
final class NodeConfiguration {

	private final ActorProperties properties;

	NodeConfiguration(ActorProperties properties) {
		this.properties = properties;
	}

	NodeConfig config() {
		ActorProperties.Scheduler scheduler = this.properties.scheduler();
		NodeConfig config = identity(this.properties.node())
			.limits(new ProcessLimits(scheduler.maxProcesses(), scheduler.mailboxLimit()));
		try {
			return config.scheduling(scheduling(scheduler));
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.scheduler", ex, "Correct the settings of 'actor.scheduler'.");
		}
	}

	private static NodeConfig identity(ActorProperties.Node node) {
		String name = node.name();
		if (!StringUtils.hasText(name)) {
			if (!node.peers().isEmpty()) {
				throw new ActorDefinitionException("'actor.node.peers' is set but 'actor.node.name' is not.",
						"Give the node a name, for example 'actor.node.name=chat@localhost', or remove the peers.");
			}
			return NodeConfig.local();
		}
		NodeConfig config = named(name.strip(), node.cookie()).port(node.port())
			.visible(node.visible())
			.epmd(node.epmd())
			.insecure(node.insecure())
			.peers(peers(node.peers()));
		if (node.address() != null) {
			config = config.address(node.address());
		}
		try {
			return config.netTickTime(node.netTickTime());
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.node.net-tick-time", ex, "Correct it; 60s is usual.");
		}
	}

	private static NodeConfig named(String name, @Nullable String cookie) {
		if (!StringUtils.hasText(cookie)) {
			throw new ActorDefinitionException("The node is named '" + name + "' but 'actor.node.cookie' is not set.",
					"Set 'actor.node.cookie' to the secret all nodes of the cluster share, for example from the"
							+ " environment: 'actor.node.cookie=${ACTOR_COOKIE}'. Without 'actor.node.name' the node"
							+ " is on its own and needs no cookie.");
		}
		try {
			new PeerAddress(name, null);
		}
		catch (IllegalArgumentException ex) {
			throw new ActorDefinitionException("'actor.node.name' is '" + name + "', which is not the name of a node.",
					"Write it as name@host, for example 'chat@localhost'; the port is 'actor.node.port'.");
		}
		try {
			return NodeConfig.named(name, cookie);
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.node.name or actor.node.cookie", ex, "Correct the one that is named.");
		}
	}

	private static List<PeerAddress> peers(List<String> texts) {
		List<PeerAddress> peers = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			try {
				peers.add(PeerAddress.parse(texts.get(i)));
			}
			catch (IllegalArgumentException ex) {
				throw new ActorDefinitionException(
						"'actor.node.peers[" + i + "]' is '" + texts.get(i) + "', which is not the name of a node.",
						"Write it as name@host or name@host:port, for example 'chat2@localhost:4371'.");
			}
		}
		return peers;
	}

	private static SchedulerOptions scheduling(ActorProperties.Scheduler scheduler) {
		SchedulerOptions defaults = SchedulerOptions.defaults();
		Integer queues = scheduler.queues();
		Integer cpuThreads = scheduler.cpuThreads();
		return new SchedulerOptions((queues != null) ? queues : defaults.queues(),
				(cpuThreads != null) ? cpuThreads : defaults.cpuThreads(), scheduler.longSchedule(),
				scheduler.spareCarrier());
	}

	private static ActorDefinitionException wrong(String property, IllegalArgumentException problem, String action) {
		return new ActorDefinitionException("'" + property + "' is wrong: " + problem.getMessage() + ".", action);
	}

	List<SupervisorSpec> supervisors() {
		List<SupervisorSpec> specs = new ArrayList<>();
		this.properties.supervisors().forEach((name, supervisor) -> {
			SupervisorSpec spec = supervisor.dynamic()
					? SupervisorSpec.dynamic(name).maxChildren(supervisor.maxChildren())
					: SupervisorSpec.of(name, supervisor.strategy());
			Integer intensity = supervisor.intensity();
			spec = spec.intensity((intensity != null) ? intensity : spec.intensity(), supervisor.period())
				.order(supervisor.order());
			String above = supervisor.supervisor();
			specs.add(StringUtils.hasText(above) ? spec.under(above) : spec);
		});
		return specs;
	}

}
