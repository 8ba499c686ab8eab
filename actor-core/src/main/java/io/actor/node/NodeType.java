package io.actor.node;

/** Which nodes are meant ({@code erlang:nodes/1}). */
public enum NodeType {

	/** Connected nodes that, as this one, show themselves to the whole cluster. */
	VISIBLE,

	/** Connected nodes of which one side, they or this node, is hidden. */
	HIDDEN,

	/** All connected nodes. */
	CONNECTED,

	/**
	 * This node, the connected ones, and those it has to do with: a connection to them is
	 * being made, or was lost a moment ago.
	 */
	KNOWN,

	/** This node. */
	THIS;

	/** The type of a connected node. */
	static NodeType of(PeerInfo peer) {
		return peer.visible() ? VISIBLE : HIDDEN;
	}

	/** Whether a connected node is one of these. */
	boolean includes(PeerInfo peer) {
		return switch (this) {
			case VISIBLE -> peer.visible();
			case HIDDEN -> !peer.visible();
			case CONNECTED, KNOWN -> true;
			case THIS -> false;
		};
	}

}
