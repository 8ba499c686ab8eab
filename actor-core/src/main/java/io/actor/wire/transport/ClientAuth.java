package io.actor.wire.transport;

/** Whether a node that calls has to show a certificate, too. */
public enum ClientAuth {

	/** It must, and its names must fit the name of the node. */
	NEED,
	/** It may; what it shows is verified as with {@link #NEED}. */
	WANT,
	/**
	 * It is not asked: whoever knows the cookie can be any node. For clusters of Erlang
	 * nodes whose clients have no certificate.
	 */
	NONE

}
