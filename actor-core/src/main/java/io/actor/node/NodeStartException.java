package io.actor.node;

/** A named node could not start; the message says why and what to do. */
public class NodeStartException extends IllegalStateException {

	public NodeStartException(String message, Throwable cause) {
		super(message, cause);
	}

}
