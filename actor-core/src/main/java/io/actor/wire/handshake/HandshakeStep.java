package io.actor.wire.handshake;

/** What came of feeding bytes to a {@link Handshake}. */
public sealed interface HandshakeStep {

	/** Bytes to send to the peer now, possibly none. */
	byte[] output();

	/** The handshake goes on and waits for the peer. */
	record Continue(byte[] output) implements HandshakeStep {
	}

	/**
	 * Both sides have proven that they know the cookie. What the input still holds after
	 * this step are frames of the distribution protocol, with lengths of four bytes.
	 *
	 * @param output the last message; if {@code replacesOldConnection}, send it only
	 * after the old connection is closed and its node-down delivered
	 * @param peerName full name of the peer
	 * @param peerCreation incarnation of the peer, unsigned
	 * @param chosenFlags what both sides offered; behave by these
	 * @param replacesOldConnection whether the peer declared its older connection stale
	 */
	record Established(byte[] output, String peerName, int peerCreation, DistributionFlags chosenFlags,
			boolean replacesOldConnection) implements HandshakeStep {
	}

}
