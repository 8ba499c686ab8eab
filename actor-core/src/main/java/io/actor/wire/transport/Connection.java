package io.actor.wire.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

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
	 * Queues a copy of bytes behind those queued before: the array may be used again at
	 * once.
	 */
	default void write(byte[] bytes, int offset, int length) {
		write(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
	}

	/**
	 * Queues bytes in two parts, between which no other thread's bytes come.
	 * @param head not changed afterwards
	 * @param body taken over without a copy: the contents must not change afterwards
	 */
	default void write(byte[] head, ByteBuffer body) {
		ByteBuffer both = ByteBuffer.allocate(head.length + body.remaining());
		write(both.put(head).put(body.duplicate()).flip());
	}

	/**
	 * Sends what is queued, perhaps on this thread. Flushes that come while one is under
	 * way are joined with it, so many small writes from many threads cost few system
	 * calls.
	 */
	void flush();

	/**
	 * Sends what is queued with the next {@link #flush()}, or in a millisecond or two.
	 */
	default void flushSoon() {
		flush();
	}

	/** Bytes queued here and not yet taken by the operating system. */
	long pendingBytes();

	/**
	 * False from when the queue has passed the high mark until it has fallen to the low
	 * mark. A hint: writes are accepted all the same.
	 */
	boolean isWritable();

	/**
	 * Sets the marks of this connection. Before the first write.
	 * @param high queued bytes from which on it is not writable
	 * @param low queued bytes at which it is writable again
	 */
	void marks(int high, int low);

	/**
	 * Runs something once, on the I/O thread, when no more than this many bytes are
	 * queued, or when twice as many have left since; soon if it is so already. Takes the
	 * place of what was asked for before.
	 */
	void whenDrained(long bytes, Runnable then);

	/**
	 * Stops or resumes reading. While reading is stopped the other side is slowed down by
	 * TCP, and its end may not be noticed.
	 */
	void setAutoRead(boolean autoRead);

	/**
	 * From now on what comes is handed over by threads that do errands besides, if the
	 * bytes are not encrypted. {@link ConnectionHandler#bytes} may then run while another
	 * thread calls another method of the handler, also {@link ConnectionHandler#closed}.
	 */
	default void readBy(Errands errands) {
	}

	/** How the bytes are encrypted; empty if they are not. */
	default Optional<TlsSession> tls() {
		return Optional.empty();
	}

	/**
	 * Sends what is queued, then closes; does not wait long for a peer that does not
	 * read.
	 */
	void close();

	/** Closes at once; what is queued is lost. */
	void abort();

}
