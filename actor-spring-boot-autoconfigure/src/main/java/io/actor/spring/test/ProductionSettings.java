package io.actor.spring.test;

import java.util.Map;

/**
 * What {@code application.yml} says of the network of production and what does not hold
 * in a simulated one: its keys and files are not here, its nodes have other names, nobody
 * listens on an address, and no machine has a port mapper.
 */
final class ProductionSettings {

	/** Properties that undo them. */
	static final Map<String, String> UNDONE = Map.of("actor.node.cookie-file", "", "actor.node.allow", "",
			"actor.node.address", "127.0.0.1", "actor.node.last-port", "", "actor.node.epmd", "none",
			"actor.node.ssl.bundle", "", "actor.node.discovery.dns.host", "", "actor.node.discovery.dns.port", "",
			"actor.node.discovery.dns.service", "");

	private ProductionSettings() {
	}

}
