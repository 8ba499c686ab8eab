package io.actor.gen;

import io.actor.process.ExitReason;

/** Whoever waits for the outcome of a call. Exactly one outcome counts, the first. */
interface Caller extends From {

	/** The call has failed. */
	void failed(ExitReason reason);

	/** Whether there is no outcome yet. */
	boolean waits();

}
