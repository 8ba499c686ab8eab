package io.actor.process;

/**
 * Unwinds the stack of a process that ends itself ({@code exit/1}) or has been told to
 * end. In the first case the process lives on if its code catches this, as in Erlang. In
 * the second it is already dead for everybody else, and ends as soon as its code returns,
 * however it returns; {@link Process#checkAlive} tells the two apart by throwing again.
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
