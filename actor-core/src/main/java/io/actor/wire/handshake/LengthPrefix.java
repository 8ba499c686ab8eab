package io.actor.wire.handshake;

/**
 * Width of the length in front of a handshake message. Over TLS the messages have the
 * four bytes of the later frames from the start.
 */
public enum LengthPrefix {

	/** Plain TCP. */
	U16(2),
	/** TLS. */
	U32(4);

	private final int width;

	LengthPrefix(int width) {
		this.width = width;
	}

	int width() {
		return this.width;
	}

}
