package io.actor.wire.transport;

/**
 * Why a connection ended.
 *
 * @param kind what happened
 * @param detail for a log line; empty if there is nothing to add
 */
public record CloseReason(Kind kind, String detail) {

	/** The ways a connection can end. */
	public enum Kind {

		/** This side closed it. */
		LOCAL,
		/** The other side closed it, or one direction of it. */
		REMOTE,
		/** The name of the host could not be resolved. */
		UNKNOWN_HOST,
		/** It could not be opened. */
		REFUSED,
		/** It was not open in time. */
		TIMEOUT,
		/** TLS was not established, or its rules were broken. */
		TLS,
		/** The network failed, or a handler threw an exception. */
		ERROR

	}

}
