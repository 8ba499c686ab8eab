package io.actor.node;

/** Whether a node uses the port mapper of its host. */
public enum EpmdMode {

	/** It registers if a port mapper runs, and does without if none does. */
	AUTO,

	/** It must be registered; the start fails if no port mapper runs. */
	EXTERNAL,

	/** It does not ask any port mapper; peers are given with their ports. */
	NONE

}
