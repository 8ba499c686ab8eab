package io.actor.wire.transport;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** An open byte stream. All methods may be called from any thread and none blocks. */
public interface Connection {

	/**
	 * Queues bytes behind those queued before. They leave with the next {@link #flush()}.
	 * After the connection has closed they are dropped.
	 * @param bytes taken over without a copy: the contents must not change afterwards
	 */
	void write(ByteBuffer bytes);

	/**
	 * Queues bytes behind those queued before.
	 * @param bytes taken over without a copy: the contents must not change afterwards
	 */
	default void write(byte[] bytes) {
		write(ByteBuffer.wrap(bytes));
	}

	/**
	 * Sends what is queued. Flushes that come while one is under way are joined with it,
	 * so many small writes from many threads cost few system calls.
	 */
	void flush();

	/** Bytes queued here and not yet taken by the operating system. */
	long pendingBytes();

	/**
	 * False from when the queue has passed the high mark until it has fallen to the low
	 * mark. A hint: writes are accepted all the same.
	 */
	boolean isWritable();

	/**
	 * Stops or resumes reading. While reading is stopped the other side is slowed down by
	 * TCP, and its end may not be noticed.
	 */
	void setAutoRead(boolean autoRead);

	/** Address of the other side. */
	SocketAddress remoteAddress();

	/**
	 * Sends what is queued, then closes; does not wait long for a peer that does not
	 * read.
	 */
	void close();

	/** Closes at once; what is queued is lost. */
	void abort();

}
