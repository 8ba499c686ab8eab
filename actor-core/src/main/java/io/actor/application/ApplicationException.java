package io.actor.application;

import io.actor.process.ExitReason;

/**
 * An application could not be started, stopped or configured. The reason is OTP's:
 * {@code {already_started, Name}}, {@code {not_started, Name}}, {@code {not_loaded,
 * Name}}, {@code {already_loaded, Name}}, {@code {running, Name}}, {@code shutdown} if
 * the node closes, or why its start failed.
 */
public class ApplicationException extends IllegalStateException {

	private final String application;

	private final transient ExitReason reason;

	ApplicationException(String operation, String application, ExitReason reason) {
		super("Cannot " + operation + " application '" + application + "': " + reason,
				(reason instanceof ExitReason.Crash crash) ? crash.cause() : null);
		this.application = application;
		this.reason = reason;
	}

	/** Its name. */
	public String application() {
		return this.application;
	}

	/** Why, in OTP's words. */
	public ExitReason reason() {
		return this.reason;
	}

}
