package io.actor.node;

/**
 * How many bytes may wait for one peer ({@code +zdbbl}, the distribution buffer busy
 * limit).
 *
 * @param high from this on, senders are suspended
 * @param low at this, they go on
 */
record BufferMarks(int high, int low) {

	static final BufferMarks DEFAULT = new BufferMarks(1024 * 1024, 512 * 1024);

	BufferMarks {
		if (low < 0 || high <= low) {
			throw new IllegalArgumentException(
					"The marks of the send buffer are 0 <= low < high, not " + low + " and " + high);
		}
	}

}
