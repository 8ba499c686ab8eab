package io.actor.process;

import io.actor.scheduler.Parker;

/** The state of a mailbox whose process waits inside a receive, with where it waits. */
final class Parked extends Message {

	final Parker parker;

	Parked(Parker parker) {
		super("parked");
		this.parker = parker;
	}

}
