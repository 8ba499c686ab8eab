package io.actor.wire.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * What was written to a connection and has not been handed to its socket, in order. Small
 * pieces are joined as they come, in arrays that are used again; any thread may add.
 */
final class Outbound {

	/** Small pieces are joined to chunks of at most this many bytes. */
	static final int BATCH = 64 * 1024;

	private static final int FIRST_CAPACITY = 1024;

	/** Most arrays of full size that are kept. */
	private static final int SPARES = 2;

	private final Deque<Chunk> full = new ArrayDeque<>();

	private byte[] filling = {};

	private int filled;

	/** Arrays of full size, to be used again. */
	private final Deque<byte[]> spares = new ArrayDeque<>();

	/**
	 * Bytes that are sent together.
	 *
	 * @param bytes the bytes
	 * @param joined whether their array may be used again when they are gone
	 */
	record Chunk(ByteBuffer bytes, boolean joined) {
	}

	/** Adds a copy. */
	synchronized void add(byte[] bytes, int offset, int length) {
		if (length > this.filling.length - this.filled) {
			makeRoom(length);
		}
		System.arraycopy(bytes, offset, this.filling, this.filled, length);
		this.filled += length;
	}

	/** Adds bytes that do not change any more; copies those that are few. */
	synchronized void add(ByteBuffer bytes) {
		int length = bytes.remaining();
		if (length < BATCH / 2) {
			if (length > this.filling.length - this.filled) {
				makeRoom(length);
			}
			bytes.get(bytes.position(), this.filling, this.filled, length);
			this.filled += length;
		}
		else {
			close();
			this.full.add(new Chunk(bytes.slice(), false));
		}
	}

	/** Adds both with nothing between them. */
	synchronized void add(byte[] head, ByteBuffer body) {
		add(head, 0, head.length);
		add(body);
	}

	/** What an attempt to send has left, before all else. */
	synchronized void putBack(Chunk rest) {
		this.full.addFirst(rest);
	}

	private void makeRoom(int length) {
		int needed = this.filled + length;
		if (needed <= BATCH) {
			byte[] larger = take(Math.max(needed, Math.max(FIRST_CAPACITY, 2 * this.filling.length)));
			System.arraycopy(this.filling, 0, larger, 0, this.filled);
			this.filling = larger;
			return;
		}
		close();
		this.filling = take(Math.max(length, BATCH));
	}

	/** An array of this size at least. With much to send it is of full size at once. */
	private byte[] take(int capacity) {
		if (capacity > BATCH || (this.full.isEmpty() && capacity < BATCH / 4)) {
			return new byte[capacity];
		}
		byte[] again = this.spares.poll();
		return (again != null) ? again : new byte[BATCH];
	}

	private void close() {
		if (this.filled > 0) {
			this.full.add(new Chunk(ByteBuffer.wrap(this.filling, 0, this.filled), true));
			this.filling = new byte[0];
			this.filled = 0;
		}
	}

	/** Takes the oldest bytes, as many as are sent at once, or null if there are none. */
	synchronized @Nullable Chunk poll() {
		if (this.full.isEmpty()) {
			close();
		}
		return this.full.poll();
	}

	/**
	 * The bytes of a chunk are gone. An array that was hardly used is not worth keeping:
	 * an idle connection shall hold little.
	 */
	synchronized void release(Chunk gone) {
		if (!gone.joined()) {
			return;
		}
		byte[] array = gone.bytes().array();
		if (array.length < BATCH && this.filled == 0 && this.filling.length < array.length) {
			this.filling = array;
		}
		else if (array.length == BATCH && gone.bytes().limit() > BATCH / 8 && this.spares.size() < SPARES) {
			this.spares.push(array);
		}
	}

	synchronized boolean isEmpty() {
		return this.filled == 0 && this.full.isEmpty();
	}

	/** Drops everything and tells how many bytes that were. */
	synchronized long clear() {
		long bytes = this.filled;
		for (Chunk chunk : this.full) {
			bytes += chunk.bytes().remaining();
		}
		this.full.clear();
		this.filling = new byte[0];
		this.filled = 0;
		this.spares.clear();
		return bytes;
	}

}
