package io.actor.wire.handshake;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One handshake in one role: bytes in, bytes and the outcome out. The object does not
 * wait and does not read a clock; whoever owns the connection closes it when
 * {@link #DEADLINE} has passed since it was opened. Not thread-safe.
 */
public sealed interface Handshake permits InitiatorHandshake, AcceptorHandshake {

	/** Longest message that is read unless the node says otherwise, in bytes. */
	int MAX_FRAME = 1280;

	/** A node may not be told to read less: the longest name has to fit. */
	int SMALLEST_LIMIT = 512;

	/** Nor more, for who sends it is still unknown. */
	int LARGEST_LIMIT = 4096;

	/**
	 * Time a handshake may take in all, as OTP's {@code net_setuptime} does for each
	 * step.
	 */
	Duration DEADLINE = Duration.ofSeconds(7);

	/** Bytes to send as soon as the connection is open; none for an acceptor. */
	byte[] start();

	/**
	 * Takes bytes from the peer. Reads no byte beyond the handshake's own last message.
	 * @param in bytes as they came, any number; consumed as far as they belong to the
	 * handshake
	 * @throws HandshakeException if it failed; the object is of no use afterwards
	 */
	HandshakeStep receive(ByteBuffer in);

	/**
	 * The peer closed the connection before the handshake was over. Peers close without a
	 * word when the cookie is wrong, so the moment tells the likely reason.
	 */
	HandshakeException peerClosed();

}
