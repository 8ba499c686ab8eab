package io.actor.gen;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * A call failed. The message names the target, the reason, and if the target is on this
 * node how many messages wait for it and what it was doing; Erlang's {@code exit:{Reason,
 * {gen_server, call, _}}}.
 */
public class CallException extends RuntimeException {

	/** The reason of a call that was not answered in time. */
	public static final ExitReason TIMEOUT = ExitReason.named("timeout");

	/** The reason of a call to the calling process itself. */
	public static final ExitReason CALLING_SELF = ExitReason.named("calling_self");

	/** The reason of a call to a server whose mailbox is full. */
	public static final ExitReason OVERLOADED = ExitReason.named("overloaded");

	private final transient ExitReason reason;

	CallException(String message, ExitReason reason) {
		this(message, reason, (reason instanceof ExitReason.Crash crash) ? crash.cause() : null);
	}

	CallException(String message, ExitReason reason, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	/**
	 * Why: {@link #TIMEOUT}, {@link ExitReason#NOPROC}, {@code {nodedown, Node}} or the
	 * server's own exit reason.
	 */
	public ExitReason reason() {
		return this.reason;
	}

	/** Whether it was not answered in time; the server may still handle it. */
	public boolean isTimeout() {
		return TIMEOUT.equals(this.reason);
	}

}
