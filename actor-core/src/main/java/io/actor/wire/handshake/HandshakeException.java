package io.actor.wire.handshake;

/**
 * A handshake that did not lead to a connection. Send {@link #farewell()}, then close;
 * nothing else of the node is touched.
 */
public final class HandshakeException extends RuntimeException {

	/** Why it ended. */
	public enum Reason {

		/** The peer does not know the cookie. */
		WRONG_COOKIE,
		/** One side does not want the other, for its name or by configuration. */
		NOT_ALLOWED,
		/** The peer lacks flags that are mandatory here. */
		MISSING_FLAGS,
		/** The peer's name is not {@code alive@host}. */
		BAD_NAME,
		/** The peer that answered is not the one that was called. */
		NAME_MISMATCH,
		/** The peer claims the name of this node. */
		OWN_NAME,
		/** The peer sent back a challenge of ours, or answered with our own. */
		REFLECTION,
		/**
		 * Both nodes called each other and the other attempt goes on: not a refusal, wait
		 * for it.
		 */
		SIMULTANEOUS,
		/** Another connection or attempt between the two nodes has the precedence. */
		SUPERSEDED,
		/** A message that does not belong at this point. */
		UNEXPECTED,
		/** A message of the right kind with wrong contents. */
		MALFORMED,
		/** A message longer than {@link LocalNode#longestMessage}. */
		TOO_LONG,
		/** The connection ended before the handshake did; raised by its owner. */
		CLOSED

	}

	private static final byte[] NOTHING = {};

	private final Reason reason;

	private final transient byte[] farewell;

	public HandshakeException(Reason reason, String message) {
		this(reason, message, NOTHING);
	}

	HandshakeException(Reason reason, String message, byte[] farewell) {
		super(message);
		this.reason = reason;
		this.farewell = farewell;
	}

	/** Why the handshake ended. */
	public Reason reason() {
		return this.reason;
	}

	/** Bytes to send before closing, mostly none. */
	public byte[] farewell() {
		return this.farewell.clone();
	}

}
