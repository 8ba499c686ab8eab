package io.actor.node;

/** How a node stands with the port mapper (EPMD) of its host. */
public enum PortMapperState {

	/** It uses none. */
	UNUSED,

	/** It is registered with another's. */
	REGISTERED,

	/** It is registered with the one it carries itself. */
	CARRIED,

	/** It is not registered, and tries to be. */
	MISSING

}
