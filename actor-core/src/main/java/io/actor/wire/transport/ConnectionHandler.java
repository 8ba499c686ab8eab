package io.actor.wire.transport;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What happens on a connection. All methods run on the connection's I/O thread, one after
 * another, and must not block; see also {@link Connection#readBy}. An exception out of
 * one of them closes the connection.
 */
public interface ConnectionHandler {

	/**
	 * Whether it is worth a TLS handshake; asked before it, of an incoming connection. If
	 * it is not, the connection is closed without a word.
	 */
	default boolean isWanted() {
		return true;
	}

	/**
	 * For which host the certificate of the other side must be, asked of an outgoing TLS
	 * connection; empty for the host that is called.
	 */
	default Optional<String> expectedHost() {
		return Optional.empty();
	}

	/**
	 * The connection is open, and TLS established if it is to be encrypted. Always the
	 * first call, if it ever opens.
	 */
	void opened(Connection connection);

	/**
	 * Bytes have come.
	 * @param chunk valid during the call only; what is left in it is lost
	 */
	void bytes(ByteBuffer chunk);

	/** The queue has fallen to the low mark after it had passed the high mark. */
	default void writable() {
	}

	/** The connection has ended or could not be opened. Always the last call. */
	void closed(CloseReason reason);

}
