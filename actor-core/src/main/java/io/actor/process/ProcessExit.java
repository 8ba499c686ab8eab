package io.actor.process;

/**
 * Unwinds the stack of a process that has been told to end. Not an exception to catch:
 * the process is already dead for everybody else, and ends as soon as its code returns,
 * however it returns.
 */
public final class ProcessExit extends Error {

	private final transient ExitReason reason;

	ProcessExit(ExitReason reason) {
		super("The process has ended: " + reason, null, false, false);
		this.reason = reason;
	}

	/** Why the process ended. */
	public ExitReason reason() {
		return this.reason;
	}

}
