package io.actor.node;

/**
 * Hears of nodes that come and go. A down is told after all signals of that node and all
 * downs and exits it caused, and before the node's next up. Called in order, on a thread
 * of the node; must not block. Processes subscribe with {@link Node#monitorNodes}
 * instead.
 */
public interface NodeListener {

	/** A connection to this node is up. */
	default void nodeUp(PeerInfo peer) {
	}

	/**
	 * The connection to this node is gone.
	 * @param detail why, for people
	 */
	default void nodeDown(PeerInfo peer, DownReason reason, String detail) {
		nodeDown(peer, detail);
	}

	/**
	 * The connection to this node is gone; for those who need no reason they can compare.
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
