package io.actor.node;

/** What became of a signal. */
enum Sent {

	/** It is on its way, or waits for the attempt that is being made. */
	DONE,
	/** It waits for an attempt, which has to be begun. */
	CALL,
	/** It is not taken: the peer has left the table. */
	RETIRED

}
