package io.actor.process;

/** A limit of the node was reached ({@code system_limit}). */
public class SystemLimitException extends IllegalStateException {

	public SystemLimitException(String message) {
		super(message);
	}

}
