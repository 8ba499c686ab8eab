package io.actor.wire.etf;

import io.actor.term.Term;

/**
 * A term in bytes, as it stands in a frame with a header: without version byte, every
 * atom in full. Written once, it can be sent to many receivers.
 */
public final class EncodedTerm {

	private final byte[] bytes;

	private EncodedTerm(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Writes a term. */
	public static EncodedTerm of(Term term) {
		return new EncodedTerm(new TermEncoder().write(term).toByteArray());
	}

	/** Number of bytes. */
	public int size() {
		return this.bytes.length;
	}

	/** The bytes, not copied and not to be changed. */
	public byte[] bytes() {
		return this.bytes;
	}

	@Override
	public String toString() {
		return "EncodedTerm[" + this.bytes.length + " bytes]";
	}

}
