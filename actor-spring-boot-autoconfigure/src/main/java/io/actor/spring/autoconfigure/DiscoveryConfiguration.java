package io.actor.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.actor.node.DnsAddresses;
import io.actor.node.DnsService;
import io.actor.node.NodeConfig;
import io.actor.node.PeerDiscovery;
import io.actor.spring.annotation.ActorDefinitionException;

import org.springframework.util.StringUtils;

/** Reads {@code actor.node.discovery} as what the core understands. */
final class DiscoveryConfiguration {

	private static final String DNS = "actor.node.discovery.dns";

	private final ActorProperties.Discovery discovery;

	private final String nodeName;

	DiscoveryConfiguration(ActorProperties.Discovery discovery, String nodeName) {
		this.discovery = discovery;
		this.nodeName = nodeName;
	}

	/** A node on its own looks for nobody. */
	static void requireNone(ActorProperties.Discovery discovery) {
		if (StringUtils.hasText(discovery.dns().host()) || StringUtils.hasText(discovery.dns().service())) {
			throw new ActorDefinitionException("'" + DNS + "' is set but 'actor.node.name' is not.",
					"Give the node a name, for example 'actor.node.name=chat@localhost', or remove the discovery.");
		}
	}

	NodeConfig apply(NodeConfig config) {
		try {
			NodeConfig changed = config.discoveryInterval(this.discovery.interval());
			return changed.discovery(dns(this.discovery.dns()));
		}
		catch (IllegalArgumentException ex) {
			throw NodeConfiguration.wrong("actor.node.discovery", ex, "Correct the setting that is named.");
		}
	}

	private List<PeerDiscovery> dns(ActorProperties.Dns dns) {
		String alive = StringUtils.hasText(dns.alive()) ? dns.alive().strip()
				: this.nodeName.substring(0, this.nodeName.indexOf('@'));
		List<PeerDiscovery> sources = new ArrayList<>();
		String host = dns.host();
		Integer port = dns.port();
		if (StringUtils.hasText(host)) {
			sources.add((port != null) ? new DnsAddresses(alive, host.strip(), port)
					: new DnsAddresses(alive, host.strip()));
		}
		else if (port != null) {
			throw new ActorDefinitionException("'" + DNS + ".port' is set but '" + DNS + ".host' is not.",
					"Set the host whose addresses are the nodes', or remove the port: a service tells the ports.");
		}
		if (StringUtils.hasText(dns.service())) {
			sources.add(new DnsService(alive, dns.service().strip(), dns.server().strip()));
		}
		return sources;
	}

}
