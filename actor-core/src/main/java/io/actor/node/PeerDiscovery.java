package io.actor.node;

import java.util.List;

/**
 * Finds the nodes to stay connected with, in DNS, in a registry, in a table. It is asked
 * again and again, never twice at a time, in a process of its own that may block. A peer
 * that is not in the answer any more is no longer called when it is lost; its connection
 * stays as long as it holds.
 */
@FunctionalInterface
public interface PeerDiscovery {

	/**
	 * All peers there are now; this node may be among them.
	 * @throws Exception if that cannot be told now. An empty list says something else:
	 * that there are none. After a failure the peers of the last answer stay
	 */
	List<PeerAddress> peers() throws Exception;

	/** What people know it by. */
	default String name() {
		return getClass().getSimpleName();
	}

}
