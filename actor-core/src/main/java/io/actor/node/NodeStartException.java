package io.actor.node;

import org.jspecify.annotations.Nullable;

/** A named node could not start; the message says why and what to do. */
public class NodeStartException extends IllegalStateException {

	public NodeStartException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
