package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Message;

/** Asks a server to stop with a reason ({@code proc_lib:stop/3}). */
final class StopRequest extends Message {

	private final ExitReason reason;

	StopRequest(ExitReason reason) {
		super(reason);
		this.reason = reason;
	}

	ExitReason reason() {
		return this.reason;
	}

}
