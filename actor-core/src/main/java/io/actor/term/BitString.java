package io.actor.term;

import java.util.Objects;

/**
 * A bit string whose length is not a whole number of bytes; all others are
 * {@link Binary}.
 *
 * @param bytes the bits, from the most significant of each byte; unused bits of the last
 * byte are zero
 * @param lastBits how many bits of the last byte count, 1 to 7
 */
public record BitString(Binary bytes, int lastBits) implements Term, Comparable<BitString> {

	public BitString {
		Objects.checkIndex(lastBits - 1, Byte.SIZE - 1);
		if (bytes.size() == 0) {
			throw new IllegalArgumentException("A bit string has at least one bit");
		}
		int last = bytes.get(bytes.size() - 1);
		int unused = (1 << (Byte.SIZE - lastBits)) - 1;
		if ((last & unused) != 0) {
			byte[] cleared = bytes.toByteArray();
			cleared[cleared.length - 1] = (byte) (last & ~unused);
			bytes = Binary.of(cleared);
		}
	}

	/** Number of bits. */
	public long size() {
		return (bytes().size() - 1L) * Byte.SIZE + this.lastBits;
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(BitString that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.BIT_STRING, this.bytes.hashCode() * 31 + this.lastBits);
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
