package io.actor.wire.distribution;

import java.util.concurrent.atomic.AtomicReferenceArray;

import io.actor.wire.etf.TermEncoder;

/**
 * Encoders between two uses, for all senders of one connection: each writes on its own
 * thread, into a buffer that is used again; {@link SpareDecoders} is the other direction.
 */
final class SpareEncoders {

	private static final int SLOTS = 8;

	private final AtomicReferenceArray<TermEncoder> slots = new AtomicReferenceArray<>(SLOTS);

	/** An empty encoder for this thread alone, until it gives it back. */
	TermEncoder take() {
		// Two threads of one slot: the second finds it empty and gets a new encoder.
		TermEncoder spare = this.slots.getAndSet(slot(), null);
		return (spare != null) ? spare : new TermEncoder();
	}

	void giveBack(TermEncoder encoder) {
		this.slots.set(slot(), encoder.reset());
	}

	private static int slot() {
		return (int) Thread.currentThread().threadId() & (SLOTS - 1);
	}

}
