package io.actor.node;

/** Opens streams to nodes. */
@FunctionalInterface
interface StreamOpener {

	/** Opens a stream to this node for this handler, or closes the handler. */
	void open(String node, PeerConnection handler);

}
