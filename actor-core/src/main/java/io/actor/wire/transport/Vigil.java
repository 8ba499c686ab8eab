package io.actor.wire.transport;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;

/**
 * How a thread waits for the next bytes. To be woken takes longer than many answers do,
 * so in a conversation in which one answer after the other comes quickly it stays awake,
 * some microseconds each time. It sleeps again as soon as that is not worth it.
 */
final class Vigil {

	/** An answer that is worth staying awake for comes within this time. */
	private static final long AWAKE_NANOS = 60_000;

	/** One that has come within this time to a thread that slept is quick. */
	private static final long QUICK_NANOS = 100_000;

	private static final int WORTH = 32;

	private static final int MOST = 64;

	private static final int LOSS = 8;

	private final Selector selector;

	/** Whether there is something to do that the selector was to be woken for. */
	private final BooleanSupplier called;

	/** How many answers have been quick, less those that were not. */
	private int quick;

	Vigil(Selector selector, BooleanSupplier called) {
		this.selector = selector;
		this.called = called;
	}

	/**
	 * Waits until there is something to read.
	 * @param asked whether this thread has just done something, to which this may be the
	 * answer
	 */
	void await(boolean asked) throws IOException {
		if (!asked) {
			this.quick = 0;
			this.selector.select();
			return;
		}
		long start = System.nanoTime();
		if (this.quick < WORTH) {
			this.selector.select();
			count(System.nanoTime() - start < QUICK_NANOS);
			return;
		}
		do {
			if (this.selector.selectNow() > 0) {
				count(true);
				return;
			}
			Thread.onSpinWait();
		}
		while (System.nanoTime() - start < AWAKE_NANOS);
		count(false);
		// Race: somebody has called, and what was to wake the selector is used up.
		if (!this.called.getAsBoolean()) {
			this.selector.select();
		}
	}

	private void count(boolean inTime) {
		this.quick = inTime ? Math.min(MOST, this.quick + 1) : Math.max(0, this.quick - LOSS);
	}

}
