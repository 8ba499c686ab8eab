package io.actor.gen;

import io.actor.process.ExitReason;

/** A server could not be started. */
public class StartException extends IllegalStateException {

	private final transient ExitReason reason;

	public StartException(String what, ExitReason reason) {
		super("Cannot start " + what + ": " + reason,
				(reason instanceof ExitReason.Crash crash) ? crash.cause() : null);
		this.reason = reason;
	}

	/** Why, as its supervisor would see it. */
	public ExitReason reason() {
		return this.reason;
	}

}
