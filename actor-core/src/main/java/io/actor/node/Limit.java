package io.actor.node;

import java.util.Locale;

/**
 * What bounds strangers and peers, and is counted when it is hit. The sizes are set by
 * {@link PeerLimits}; {@link Node#limitHits} tells how often each was hit.
 */
public enum Limit {

	/** Connections that have not proven that they know the cookie. */
	STRANGERS,
	/** The same from one address. */
	STRANGERS_OF_ADDRESS,
	/** Time for a handshake. */
	HANDSHAKE_TIME,
	/** Length of a handshake message. */
	HANDSHAKE_MESSAGE,
	/** Wrong cookies from one address; counted when it is blocked. */
	FAILED_LOGINS,
	/** Failed TLS handshakes from one address; counted when it is blocked. */
	TLS_FAILURES,
	/**
	 * Time for which one address holds names that it does not prove to have; counted when
	 * it is blocked.
	 */
	UNPROVEN_NAMES,
	/** Attempts of a name that is in another, unfinished handshake. */
	NAME_IN_USE,
	/** Connections from an address that is blocked. */
	BLOCKED_ADDRESS,
	/** Names an address may claim that nobody has proven before. */
	NEW_NAMES,
	/** Form and length of a node name. */
	NODE_NAME,
	/** Nodes that are remembered. */
	KNOWN_PEERS,
	/** Connections to a carried port mapper that have not asked yet. */
	PORT_MAPPER,
	/** Length of a frame. */
	FRAME,
	/** Length of all incomplete messages of a peer together. */
	MESSAGE,
	/** Number of incomplete messages of a peer. */
	FRAGMENTS,
	/** Links or monitors of a peer. */
	RELATIONS,
	/** Nesting of a term. */
	DEPTH,
	/** Elements of a term. */
	ELEMENTS,
	/** Length of an integer. */
	BIG_INTEGER,
	/** Length of an atom. */
	ATOM,
	/** Compressed terms, which peers may not send. */
	COMPRESSED,
	/** Bytes that wait for a peer that does not read; it was given up. */
	UNREAD,
	/** Global locks of a node, and the length of their names. */
	LOCKS,
	/**
	 * Attempts to end or suspend a process that belongs to the node itself, such as
	 * {@code net_kernel}.
	 */
	SYSTEM_PROCESS;

	/** As it is called in metrics: {@code failed_logins}. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
