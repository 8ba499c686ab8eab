package io.actor.rpc;

/** How a function ended that was called by name. */
public enum CallOutcome {

	/** It returned a value. */
	RETURNED,

	/** It threw, exited or failed. */
	RAISED,

	/** There is no such function. */
	UNDEFINED

}
