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

	private final Deque<Chunk> full = new ArrayDeque<>();

	private byte[] filling = {};

	private int filled;

	private byte @Nullable [] spare;

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
			byte[] larger = take(Math.max(needed, Math.min(BATCH, Math.max(FIRST_CAPACITY, 2 * this.filling.length))));
			System.arraycopy(this.filling, 0, larger, 0, this.filled);
			this.filling = larger;
			return;
		}
		close();
		this.filling = take(Math.max(length, BATCH));
	}

	/** The array of this size at least that is there to be used again, or a new one. */
	private byte[] take(int capacity) {
		byte[] again = this.spare;
		if (again != null && again.length >= capacity) {
			this.spare = null;
			return again;
		}
		return new byte[capacity];
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
		if (array.length <= BATCH && array.length / 8 <= gone.bytes().limit()) {
			if (this.filled == 0 && this.filling.length < array.length) {
				this.filling = array;
			}
			else {
				this.spare = array;
			}
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
		this.spare = null;
		return bytes;
	}

}
