package io.actor.node;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.group.Groups;
import io.actor.supervisor.ChildSpec;

/** The groups of a node by scope; tells all of them which nodes are up. */
final class GroupScopes implements NodeListener {

	private final Node node;

	private final Map<String, Groups> scopes = new ConcurrentHashMap<>();

	private final Set<String> up = ConcurrentHashMap.newKeySet();

	GroupScopes(Groups first, Node node) {
		this.node = node;
		this.scopes.put(first.scope(), first);
	}

	/** The groups of a scope, whose process runs. */
	Groups scope(String name) {
		Groups known = this.scopes.get(name);
		return (known != null) ? known : start(name);
	}

	/** One at a time, or the second would find the name taken. */
	private synchronized Groups start(String name) {
		Groups known = this.scopes.get(name);
		if (known != null) {
			return known;
		}
		Groups fresh = Groups.of(this.node.processes(), name);
		this.node.startChild(ChildSpec.worker(name, fresh::server));
		this.scopes.put(name, fresh);
		// From here on it hears of nodes. One that comes just now is told twice, which
		// does no harm; one that goes just now must not be told as up last.
		for (String each : this.up) {
			fresh.nodeUp(each);
			if (!this.up.contains(each)) {
				fresh.nodeDown(each);
			}
		}
		return fresh;
	}

	@Override
	public void nodeUp(PeerInfo peer) {
		this.up.add(peer.name());
		this.scopes.values().forEach((groups) -> groups.nodeUp(peer.name()));
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		this.up.remove(peer.name());
		this.scopes.values().forEach((groups) -> groups.nodeDown(peer.name()));
	}

}
