package io.actor.wire.transport;

import java.nio.ByteBuffer;

/**
 * What happens on a connection. All methods run on the connection's I/O thread, one after
 * another, and must not block. An exception out of one of them closes the connection.
 */
public interface ConnectionHandler {

	/** The connection is open. Always the first call, if it ever opens. */
	void opened(Connection connection);

	/**
	 * Bytes have come.
	 * @param chunk valid during the call only; what is left in it is lost
	 */
	void bytes(ByteBuffer chunk);

	/** No more bytes are there for now: the end of a batch of {@link #bytes} calls. */
	default void readComplete() {
	}

	/** The queue has fallen to the low mark after it had passed the high mark. */
	default void writable() {
	}

	/** The connection has ended or could not be opened. Always the last call. */
	void closed(CloseReason reason);

}
