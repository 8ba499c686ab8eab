package io.actor.spring.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.actor.node.CookieFile;
import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.process.ProcessLimits;
import io.actor.scheduler.SchedulerOptions;
import io.actor.spring.annotation.ActorDefinitionException;
import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;
import io.actor.wire.handshake.Cookie;

import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

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
			config = config.allow(this.properties.rpc().allow());
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.rpc.allow", ex, "Name functions of this list, or 'module:*'. A method of a bean is"
					+ " called by other nodes when it has @RemoteFunction, and needs no entry here.");
		}
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
			DiscoveryConfiguration.requireNone(node.discovery());
			return NodeConfig.local();
		}
		NodeConfig config = named(name.strip(), node).port(node.port())
			.allowWeakCookie(node.allowWeakCookie())
			.peerLimits(new LimitConfiguration(node.limits()).limits())
			.visible(node.visible())
			.connectAll(node.connectAll())
			.autoConnect(node.autoConnect())
			.netTickIntensity(node.netTickIntensity())
			.epmd(node.epmd())
			.insecure(node.insecure())
			.peers(peers(node.peers()));
		config = new DiscoveryConfiguration(node.discovery(), name.strip()).apply(config);
		Integer lastPort = node.lastPort();
		if (lastPort != null) {
			try {
				config = config.ports(node.port(), lastPort);
			}
			catch (IllegalArgumentException ex) {
				throw wrong("actor.node.last-port", ex, "Correct it, or remove it to try one port only.");
			}
		}
		if (node.address() != null) {
			config = config.address(node.address());
		}
		config = cookies(allow(config, node.allow()), node.cookies());
		try {
			config = config.netTickTime(node.netTickTime());
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.node.net-tick-time", ex, "Correct it; 60s is usual.");
		}
		try {
			return config.buffer(bytes(node.buffer().high()), bytes(node.buffer().low()));
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.node.buffer", ex,
					"Correct 'actor.node.buffer.high' and 'actor.node.buffer.low';" + " 1MB and 512KB are usual.");
		}
	}

	private static int bytes(DataSize size) {
		if (size.toBytes() > Integer.MAX_VALUE) {
			throw new IllegalArgumentException(Written.of(size) + " is more than 2 GB");
		}
		return (int) size.toBytes();
	}

	private static NodeConfig named(String name, ActorProperties.Node node) {
		String cookie = node.cookie();
		String file = node.cookieFile();
		if (StringUtils.hasText(cookie) && StringUtils.hasText(file)) {
			throw new ActorDefinitionException("Both 'actor.node.cookie' and 'actor.node.cookie-file' are set.",
					"Remove one of them.");
		}
		if (!StringUtils.hasText(cookie) && !StringUtils.hasText(file)) {
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
		if (StringUtils.hasText(file)) {
			return NodeConfig.named(name, cookieOf(file));
		}
		try {
			return NodeConfig.named(name, String.valueOf(cookie));
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.node.name or actor.node.cookie", ex, "Correct the one that is named.");
		}
	}

	private static NodeConfig allow(NodeConfig config, List<String> names) {
		for (int i = 0; i < names.size(); i++) {
			requireName("actor.node.allow[" + i + "]", names.get(i));
		}
		return config.allowNodes(names);
	}

	private static NodeConfig cookies(NodeConfig config, Map<String, String> cookies) {
		NodeConfig all = config;
		for (Map.Entry<String, String> each : cookies.entrySet()) {
			String property = "actor.node.cookies[" + each.getKey() + "]";
			requireName(property, each.getKey());
			try {
				all = all.cookie(each.getKey(), each.getValue());
			}
			catch (IllegalArgumentException ex) {
				throw wrong(property, ex, "Set it to the secret shared with this node.");
			}
		}
		return all;
	}

	private static void requireName(String property, String name) {
		try {
			new PeerAddress(name, null);
		}
		catch (IllegalArgumentException ex) {
			throw new ActorDefinitionException(
					"'" + property + "' names '" + name + "', which is not the name of a node.",
					"Write it as name@host, without a port; the key of a cookie in brackets, as in"
							+ " 'actor.node.cookies[chat2@localhost]'.");
		}
	}

	private static Cookie cookieOf(String file) {
		try {
			return CookieFile.read(pathOf(file));
		}
		catch (IllegalArgumentException ex) {
			throw wrong("actor.node.cookie-file", ex, "Write the cookie into it as one line, and run 'chmod 600'.");
		}
	}

	/** The path of a file, which may begin with that of the user's home. */
	static Path pathOf(String file) {
		return Path.of(file.startsWith("~/") ? System.getProperty("user.home") + file.substring(1) : file);
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

	static ActorDefinitionException wrong(String property, IllegalArgumentException problem, String action) {
		return new ActorDefinitionException("'" + property + "' is wrong: " + problem.getMessage() + ".", action);
	}

	List<SupervisorSpec> supervisors() {
		List<SupervisorSpec> specs = new ArrayList<>();
		this.properties.supervisors().forEach((name, supervisor) -> {
			SupervisorSpec spec = supervisor.dynamic() ? dynamic(name, supervisor) : ordinary(name, supervisor);
			if (!supervisor.period().isPositive()) {
				throw supervisor(name, "period",
						"is " + Written.of(supervisor.period()) + ", in which there is no time for restarts",
						"Set it to more than nothing; 5s is usual.");
			}
			Integer intensity = supervisor.intensity();
			spec = spec.intensity((intensity != null) ? intensity : spec.intensity(), supervisor.period())
				.order(supervisor.order());
			String above = supervisor.supervisor();
			specs.add(StringUtils.hasText(above) ? spec.under(above) : spec);
		});
		return specs;
	}

	private static SupervisorSpec dynamic(String name, ActorProperties.Supervisor supervisor) {
		Strategy strategy = supervisor.strategy();
		if (strategy != null && strategy != Strategy.ONE_FOR_ONE) {
			throw supervisor(name, "strategy", "is set, but the supervisor is dynamic, which restarts one for one",
					"Remove the strategy, or 'dynamic'.");
		}
		Integer most = supervisor.maxChildren();
		return (most != null) ? SupervisorSpec.dynamic(name).maxChildren(most) : SupervisorSpec.dynamic(name);
	}

	private static SupervisorSpec ordinary(String name, ActorProperties.Supervisor supervisor) {
		if (supervisor.maxChildren() != null) {
			throw supervisor(name, "max-children", "is set, but the supervisor is not dynamic",
					"Remove it, or set 'dynamic: true' to start its children on demand.");
		}
		Strategy strategy = supervisor.strategy();
		return SupervisorSpec.of(name, (strategy != null) ? strategy : Strategy.ONE_FOR_ONE);
	}

	private static ActorDefinitionException supervisor(String name, String setting, String problem, String action) {
		return new ActorDefinitionException("'actor.supervisors." + name + "." + setting + "' " + problem + ".",
				action);
	}

}
