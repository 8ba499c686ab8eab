package io.actor.test;

import java.util.List;

import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.test.simulation.SimulatedNode;

/**
 * What a node of a world is made from.
 *
 * @param machine what it runs on; its name is the node's
 * @param cookie the secret of the cluster
 * @param peers the other nodes of the cluster, those that do not run too
 * @param config all of it as a configuration
 */
public record Membership(SimulatedNode machine, String cookie, List<PeerAddress> peers, NodeConfig config) {

	/** Without the cookie. */
	@Override
	public String toString() {
		return "Membership[" + this.machine.name() + ", peers=" + this.peers + "]";
	}

}
