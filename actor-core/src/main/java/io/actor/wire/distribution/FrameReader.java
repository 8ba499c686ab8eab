package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Cuts the byte stream of an established connection into frames: {@code u32 length},
 * payload; length 0 is a tick. The length is checked before anything is allocated, and
 * memory grows with the bytes that have come, not with those that were announced.
 */
final class FrameReader {

	/** A fragment with its header. */
	private static final int FIRST_CAPACITY = 66 * 1024;

	private final int maxFrame;

	private int length;

	private int lengthBytes;

	private byte[] partial = {};

	private int filled;

	FrameReader(int maxFrame) {
		this.maxFrame = maxFrame;
	}

	/**
	 * The next frame without its length, empty for a tick.
	 * @param in bytes as they came; consumed up to the end of the frame
	 * @return null if more bytes are needed
	 */
	byte @Nullable [] next(ByteBuffer in) {
		while (this.lengthBytes < Integer.BYTES) {
			if (!in.hasRemaining()) {
				return null;
			}
			this.length = this.length << 8 | in.get() & 0xFF;
			this.lengthBytes++;
			if (this.lengthBytes == Integer.BYTES && Integer.compareUnsigned(this.length, this.maxFrame) > 0) {
				throw new ProtocolException(ConnectionLimit.FRAME, "A frame of " + Integer.toUnsignedString(this.length)
						+ " bytes, at most " + this.maxFrame + " are read");
			}
		}
		if (this.filled == 0 && in.remaining() >= this.length) {
			byte[] frame = new byte[this.length];
			in.get(frame);
			return complete(frame);
		}
		collect(in);
		return (this.filled == this.length) ? complete(this.partial) : null;
	}

	private void collect(ByteBuffer in) {
		int count = Math.min(in.remaining(), this.length - this.filled);
		int needed = this.filled + count;
		if (needed > this.partial.length) {
			long doubled = Math.max(FIRST_CAPACITY, 2L * this.partial.length);
			this.partial = Arrays.copyOf(this.partial, (int) Math.min(this.length, Math.max(needed, doubled)));
		}
		in.get(this.partial, this.filled, count);
		this.filled += count;
	}

	private byte[] complete(byte[] frame) {
		byte[] exact = (frame.length == this.length) ? frame : Arrays.copyOf(frame, this.length);
		this.length = 0;
		this.lengthBytes = 0;
		this.partial = new byte[0];
		this.filled = 0;
		return exact;
	}

}
