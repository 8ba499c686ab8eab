package io.actor.wire.handshake;

/** How an acceptor answers a node that has said its name ({@code send_status}). */
public enum ConnectionStatus {

	/** Go on: there was nothing between the two nodes. */
	OK,
	/** Go on: our own attempt is given up in favour of this one. */
	OK_SIMULTANEOUS,
	/** Stop: our own attempt goes on and becomes the connection. */
	NOK,
	/** There is a connection already; the caller must say whether it is stale. */
	ALIVE,
	/** The caller is not wanted. */
	NOT_ALLOWED,
	/** Close without a word: a stale connection is being replaced already. */
	CLOSE;

	/** What is known about a peer when it calls. */
	public enum PeerState {

		/** Nothing. */
		NONE,
		/** We are calling it. */
		CONNECTING,
		/** It is calling us on another connection. */
		BEING_ACCEPTED,
		/** A connection is up. */
		UP,
		/** A connection is up, and another caller is about to replace it. */
		BEING_REPLACED

	}

	/**
	 * The answer OTP's {@code net_kernel} gives. When both nodes call each other the
	 * attempt of the one with the greater name survives, which both sides can tell
	 * without talking.
	 * @param state what is known about the peer
	 * @param localName full name of this node
	 * @param peerName full name of the peer
	 */
	public static ConnectionStatus decide(PeerState state, String localName, String peerName) {
		return switch (state) {
			case NONE -> OK;
			case CONNECTING -> (localName.compareTo(peerName) > 0) ? NOK : OK_SIMULTANEOUS;
			case UP -> ALIVE;
			case BEING_ACCEPTED, BEING_REPLACED -> CLOSE;
		};
	}

}
