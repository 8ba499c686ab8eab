package io.actor.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The nodes this one stays connected with: those that are configured, and those that are
 * discovered, by who has found them. A node that several name stays until none does.
 */
final class PeerList {

	private final @Nullable String self;

	/** By who named them, those that are configured first. Guarded by this. */
	private final Map<Object, List<PeerAddress>> sources = new LinkedHashMap<>();

	/** All of them; immutable. */
	private volatile Map<String, PeerAddress> all = Map.of();

	private @Nullable Dialer dialer;

	/**
	 * A list with what is configured.
	 * @param self name of the node, which is never its own peer, or null
	 */
	PeerList(@Nullable String self, List<PeerAddress> configured) {
		this.self = self;
		put("configured", configured);
	}

	/** Begins to call them. */
	synchronized void start(Dialer with) {
		this.dialer = with;
		this.all.keySet().forEach(with::want);
	}

	/**
	 * A source names others than before. One call after another: whom it added or left
	 * out is told to the dialer in the same order.
	 */
	synchronized void put(Object source, List<PeerAddress> peers) {
		Map<String, PeerAddress> before = this.all;
		this.sources.put(source, peers);
		Map<String, PeerAddress> now = new LinkedHashMap<>();
		for (List<PeerAddress> each : this.sources.values()) {
			each.forEach((peer) -> {
				if (!peer.node().equals(this.self)) {
					now.merge(peer.node(), peer, PeerList::withPort);
				}
			});
		}
		this.all = now;
		Dialer with = this.dialer;
		if (with != null) {
			without(before, now.keySet()).forEach(with::leave);
			without(now, before.keySet()).forEach(with::want);
		}
	}

	/** The first who knows the port is right. */
	private static PeerAddress withPort(PeerAddress first, PeerAddress other) {
		return (first.port() != null) ? first : other;
	}

	private static List<String> without(Map<String, PeerAddress> peers, Set<String> others) {
		return peers.keySet().stream().filter((node) -> !others.contains(node)).toList();
	}

	/** The port it was named with, or null. */
	@Nullable Integer port(String node) {
		PeerAddress peer = this.all.get(node);
		return (peer != null) ? peer.port() : null;
	}

	/** Their names. */
	List<String> names() {
		return new ArrayList<>(this.all.keySet());
	}

}
