package io.actor.node;

import java.time.Instant;

/**
 * A connected node.
 *
 * @param name its full name
 * @param since when the connection came up
 * @param outbound whether we opened the connection
 * @param visible whether both sides show themselves to the whole cluster
 * @param creation its incarnation
 * @param protocol how the connection is encrypted, as in {@code TLSv1.3}; {@code tcp} if
 * it is not
 */
public record PeerInfo(String name, Instant since, boolean outbound, boolean visible, int creation, String protocol) {

	static final String PLAIN = "tcp";

	/** Whether nobody on the way can read or change what is said. */
	public boolean encrypted() {
		return !this.protocol.equals(PLAIN);
	}

}
