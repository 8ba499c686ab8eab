package io.actor.node;

/**
 * Hears of nodes that come and go ({@code net_kernel:monitor_nodes/1}). A down is told
 * after all signals of that node and all downs and exits it caused. Called in order, on a
 * thread of the node; must not block.
 */
public interface NodeListener {

	/** A connection to this node is up. */
	default void nodeUp(PeerInfo peer) {
	}

	/**
	 * The connection to this node is gone.
	 * @param reason why, for people
	 */
	default void nodeDown(PeerInfo peer, String reason) {
	}

	/**
	 * An attempt to connect to this node has failed.
	 * @param reason why, for people
	 */
	default void unreachable(String node, String reason) {
	}

}
