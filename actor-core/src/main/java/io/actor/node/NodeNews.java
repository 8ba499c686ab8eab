package io.actor.node;

import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of a node of others. One that fails does not touch the connection
 * or the other listeners.
 *
 * @param listeners who hears, in this order
 */
record NodeNews(List<NodeListener> listeners) {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.connections");

	void up(PeerInfo peer) {
		tell((listener) -> listener.nodeUp(peer));
	}

	void down(PeerInfo peer, DownReason reason, String why) {
		tell((listener) -> listener.nodeDown(peer, reason, why));
	}

	void unreachable(String node, String why) {
		tell((listener) -> listener.unreachable(node, why));
	}

	private void tell(Consumer<NodeListener> event) {
		for (NodeListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				LOGGER.error("A listener for nodes failed", ex);
			}
		}
	}

}
