package io.actor.wire.distribution;

import java.util.concurrent.atomic.AtomicReferenceArray;

import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.TermDecoder;

/**
 * Decoders between two uses, for all payloads of one connection. A decoder is used by one
 * thread at a time and is worth keeping (it remembers atoms), but payloads are read by
 * whatever thread their receiver runs on.
 */
final class SpareDecoders {

	private static final int SLOTS = 8;

	private final DecodeLimits limits;

	private final AtomicReferenceArray<TermDecoder> slots = new AtomicReferenceArray<>(SLOTS);

	SpareDecoders(DecodeLimits limits) {
		this.limits = limits;
	}

	/** A decoder for this thread alone, until it gives it back. */
	TermDecoder take() {
		// Two threads of one slot: the second finds it empty and gets a new decoder.
		TermDecoder spare = this.slots.getAndSet(slot(), null);
		return (spare != null) ? spare : new TermDecoder(this.limits);
	}

	void giveBack(TermDecoder decoder) {
		this.slots.set(slot(), decoder);
	}

	private static int slot() {
		return (int) Thread.currentThread().threadId() & (SLOTS - 1);
	}

}
