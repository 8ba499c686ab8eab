package io.actor.node;

/** What a node is doing. */
public enum NodeState {

	/** Not yet able to talk to other nodes. */
	STARTING,

	/** Running. */
	UP,

	/** Stopping its processes. */
	STOPPING,

	/** Gone. */
	DOWN

}
