package io.actor.wire.handshake;

/**
 * Who is connected, as far as an acceptor needs to know it. The node implements it over
 * its table of connections.
 */
@FunctionalInterface
public interface ConnectionTable {

	/**
	 * A peer has said its name and offers the mandatory flags. Decides the answer and, in
	 * the same atomic step, marks what follows from it (the peer as pending, our own
	 * attempt as given up): two callers with one name must not both hear {@code OK}.
	 * {@link ConnectionStatus#decide} holds OTP's rule.
	 * @param peerName full name of the peer, well-formed and not our own
	 * @param offered the flags the peer offers; of an old peer only the lower half
	 * @throws HandshakeException if the caller may not go on, with the reason for the
	 * log; the caller hears {@code not_allowed}
	 */
	ConnectionStatus answer(String peerName, DistributionFlags offered);

}
