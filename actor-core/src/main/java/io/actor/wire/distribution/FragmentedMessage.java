package io.actor.wire.distribution;

import java.nio.ByteBuffer;

/**
 * A message that is longer than a fragment, on its way out: it is cut when its fragments
 * are asked for, and other frames may leave between them. Used by one thread at a time.
 */
public final class FragmentedMessage {

	private static final int VERSION = 131;

	private static final int FIRST_FRAGMENT = 69;

	private static final int NEXT_FRAGMENT = 70;

	private static final int LENGTH = 4;

	/** Version, form, sequence and number of the fragment. */
	private static final int HEADER = 18;

	private final long sequence;

	private final byte[] control;

	private final byte[] payload;

	private final int end;

	private int position;

	private boolean begun;

	/**
	 * A message.
	 * @param sequence its number, not 0: that crashes a node of OTP 25
	 * @param control the control tuple
	 * @param payload holds the payload, not changed any more
	 * @param position where the payload starts
	 * @param end where it ends
	 */
	FragmentedMessage(long sequence, byte[] control, byte[] payload, int position, int end) {
		this.sequence = sequence;
		this.control = control;
		this.payload = payload;
		this.position = position;
		this.end = end;
	}

	/** Whether there are fragments left. */
	public boolean hasNext() {
		return this.position < this.end;
	}

	/** Bytes of the payload that are left. */
	public int remaining() {
		return this.end - this.position;
	}

	/** Hands on the next fragment. */
	public void next(FrameSink out) {
		// They count down to 1.
		long number = (remaining() + DistributionEncoder.FRAGMENT - 1L) / DistributionEncoder.FRAGMENT;
		int length = Math.min(DistributionEncoder.FRAGMENT, remaining());
		int extra = this.begun ? 0 : 1 + this.control.length;
		ByteBuffer head = ByteBuffer.allocate(LENGTH + HEADER + extra)
			.putInt(HEADER + extra + length)
			.put((byte) VERSION)
			.put((byte) (this.begun ? NEXT_FRAGMENT : FIRST_FRAGMENT))
			.putLong(this.sequence)
			.putLong(number);
		if (!this.begun) {
			// No atoms of the cache, then the control tuple.
			head.put((byte) 0).put(this.control);
			this.begun = true;
		}
		ByteBuffer body = ByteBuffer.wrap(this.payload, this.position, length);
		this.position += length;
		out.frame(head.array(), body);
	}

}
