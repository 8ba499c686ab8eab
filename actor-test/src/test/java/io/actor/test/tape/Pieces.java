package io.actor.test.tape;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How a network may cut a stream of bytes; in one piece is the simplest. */
public final class Pieces {

	/** So many pieces of some bytes are enough to have met every cut. */
	private static final int MOST = 200;

	private Pieces() {
	}

	/** The bytes in order, cut anywhere. */
	public static List<ByteBuffer> of(Choices choices, byte[] bytes) {
		List<ByteBuffer> pieces = new ArrayList<>();
		int longest = Math.max(choices.oneOf(Integer.MAX_VALUE, 3, 30, 3000), bytes.length / MOST);
		int at = 0;
		while (at < bytes.length) {
			int length = (longest == Integer.MAX_VALUE) ? bytes.length : 1 + choices.below(longest);
			length = Math.min(length, bytes.length - at);
			pieces.add(ByteBuffer.wrap(bytes, at, length).slice());
			at += length;
		}
		choices.note("pieces", pieces.stream().map(ByteBuffer::remaining).toList());
		return pieces;
	}

}
