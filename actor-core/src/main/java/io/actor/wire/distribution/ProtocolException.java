package io.actor.wire.distribution;

/**
 * A peer sent something the distribution protocol does not allow, or more than the limits
 * allow. Close that connection; nothing else of the node is touched.
 */
public final class ProtocolException extends RuntimeException {

	public ProtocolException(String message) {
		super(message);
	}

	public ProtocolException(String message, Throwable cause) {
		super(message, cause);
	}

}
