package io.actor.node;

import io.actor.group.Groups;

/**
 * Tells the groups which nodes are up.
 *
 * @param groups the groups of a scope
 */
record GroupNodes(Groups groups) implements NodeListener {

	@Override
	public void nodeUp(PeerInfo peer) {
		this.groups.nodeUp(peer.name());
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		this.groups.nodeDown(peer.name());
	}

}
