package io.actor.node;

import java.util.Locale;

import io.actor.term.Atom;

/** Why a node is down ({@code nodedown_reason} of {@code net_kernel:monitor_nodes/2}). */
public enum DownReason {

	/**
	 * The connection was closed, by the other side or below: the node ended, or its
	 * machine refused the stream, or one of us broke the protocol.
	 */
	CONNECTION_CLOSED,

	/** This node closed the connection because it was told to. */
	DISCONNECT,

	/** Nothing was heard of it for as long as the tick time. */
	NET_TICK_TIMEOUT,

	/** There was no connection, and none could be made. */
	CONNECTION_SETUP_FAILED,

	/** This node stops. */
	NET_KERNEL_TERMINATED;

	/** OTP's word for it. */
	public Atom atom() {
		return Atom.of(name().toLowerCase(Locale.ROOT));
	}

}
