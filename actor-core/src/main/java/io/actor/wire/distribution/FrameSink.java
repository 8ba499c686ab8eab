package io.actor.wire.distribution;

import java.nio.ByteBuffer;

/**
 * Takes frames in the order in which they have to leave, each with its length in front.
 */
public interface FrameSink {

	/**
	 * A frame.
	 * @param bytes used again after the call
	 * @param length of the frame, which starts at index 0
	 */
	void frame(byte[] bytes, int length);

	/**
	 * A frame in two parts between which nothing may come.
	 * @param head its beginning; nobody changes it any more
	 * @param body the rest; nobody changes what it reads from
	 */
	void frame(byte[] head, ByteBuffer body);

}
