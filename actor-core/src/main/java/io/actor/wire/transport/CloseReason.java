package io.actor.wire.transport;

/**
 * Why a connection ended.
 *
 * @param kind what happened
 * @param detail for a log line; empty if there is nothing to add
 */
public record CloseReason(Kind kind, String detail) {

	/** For people: what happened, and the detail if there is one. */
	@Override
	public String toString() {
		return this.detail.isEmpty() ? this.kind.words() : this.kind.words() + " (" + this.detail + ")";
	}

	/** The ways a connection can end. */
	public enum Kind {

		/** This side closed it. */
		LOCAL("closed by this side"),
		/** The other side closed it, or one direction of it. */
		REMOTE("closed by the other side"),
		/** The name of the host could not be resolved. */
		UNKNOWN_HOST("unknown host"),
		/** It could not be opened. */
		REFUSED("refused"),
		/** It was not open in time. */
		TIMEOUT("timeout"),
		/** TLS was not established, or its rules were broken. */
		TLS("tls"),
		/** The network failed, or a handler threw an exception. */
		ERROR("error");

		private final String words;

		Kind(String words) {
			this.words = words;
		}

		/** What happened, for people. */
		public String words() {
			return this.words;
		}

	}

}
