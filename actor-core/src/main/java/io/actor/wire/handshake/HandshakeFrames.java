package io.actor.wire.handshake;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.actor.wire.handshake.HandshakeException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the byte stream into handshake messages and takes not one byte more than the
 * message it returns: what follows the last one are frames of another form.
 */
final class HandshakeFrames {

	/** The first two bytes of a TLS handshake, and of a TLS alert, as a length. */
	private static final int TLS_HANDSHAKE = 0x1603;

	private static final int TLS_ALERT = 0x1503;

	private final byte[] buffer;

	private final int width;

	private final int longest;

	private int filled;

	HandshakeFrames(LengthPrefix prefix, int longest) {
		this.width = prefix.width();
		this.longest = longest;
		this.buffer = new byte[this.width + longest];
	}

	/** The next message without its length, or null if more bytes are needed. */
	@Nullable ByteBuffer next(ByteBuffer in) {
		fill(in, this.width);
		if (this.filled < this.width) {
			return null;
		}
		int length = length();
		fill(in, this.width + length);
		if (this.filled < this.width + length) {
			return null;
		}
		this.filled = 0;
		return ByteBuffer.wrap(Arrays.copyOfRange(this.buffer, this.width, this.width + length));
	}

	private int length() {
		ByteBuffer head = ByteBuffer.wrap(this.buffer, 0, this.width);
		long length = (this.width == 2) ? Short.toUnsignedLong(head.getShort()) : Integer.toUnsignedLong(head.getInt());
		if (this.width == 2 && (length == TLS_HANDSHAKE || length == TLS_ALERT)) {
			throw new HandshakeException(Reason.UNEXPECTED, "It speaks TLS, and this node does not");
		}
		if (length > this.longest) {
			throw new HandshakeException(Reason.TOO_LONG,
					"A handshake message of " + length + " bytes, at most " + this.longest + " are read");
		}
		if (length == 0) {
			throw new HandshakeException(Reason.MALFORMED, "An empty handshake message");
		}
		return (int) length;
	}

	private void fill(ByteBuffer in, int target) {
		int count = Math.min(in.remaining(), target - this.filled);
		if (count > 0) {
			in.get(this.buffer, this.filled, count);
			this.filled += count;
		}
	}

}
