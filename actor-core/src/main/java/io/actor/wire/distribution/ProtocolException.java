package io.actor.wire.distribution;

/**
 * A peer sent something the distribution protocol does not allow, or more than the limits
 * allow. Close that connection; nothing else of the node is touched.
 */
public final class ProtocolException extends RuntimeException {

	ProtocolException(String message) {
		super(message);
	}

	ProtocolException(String message, Throwable cause) {
		super(message, cause);
	}

}
