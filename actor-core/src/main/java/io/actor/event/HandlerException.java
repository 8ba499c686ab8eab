package io.actor.event;

import io.actor.process.ExitReason;

/**
 * What was asked of a handler could not be done: {@code {error, Reason}} of
 * {@code gen_event}. The manager goes on.
 */
public class HandlerException extends RuntimeException {

	/** The reason of a call to a handler that is not installed. */
	public static final ExitReason BAD_MODULE = ExitReason.named("bad_module");

	/** The reason of the deletion of a handler that is not installed. */
	public static final ExitReason MODULE_NOT_FOUND = ExitReason.named("module_not_found");

	private final transient ExitReason reason;

	HandlerException(String message, ExitReason reason) {
		super(message, (reason instanceof ExitReason.Crash crash) ? crash.cause() : null);
		this.reason = reason;
	}

	/**
	 * Why: {@link #BAD_MODULE}, {@link #MODULE_NOT_FOUND}, or the failure of the handler.
	 */
	public ExitReason reason() {
		return this.reason;
	}

}
