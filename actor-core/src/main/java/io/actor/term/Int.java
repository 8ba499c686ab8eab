package io.actor.term;

import java.math.BigInteger;

/**
 * An integer that fits into 64 bits; larger ones are {@link BigInt}. Erlang knows one
 * integer type only: {@link #of(BigInteger)} picks the right half, so equal integers are
 * always equal terms.
 *
 * @param value the number
 */
public record Int(long value) implements Term, Comparable<Int> {

	private static final Int[] BYTES = new Int[256];

	static {
		for (int i = 0; i < BYTES.length; i++) {
			BYTES[i] = new Int(i);
		}
	}

	/** The integer; those of one byte are shared. */
	public static Int of(long value) {
		return (value >= 0 && value < BYTES.length) ? BYTES[(int) value] : new Int(value);
	}

	/** The integer as {@link Int} when it fits into 64 bits, else as {@link BigInt}. */
	public static Term of(BigInteger value) {
		return (value.bitLength() < Long.SIZE) ? of(value.longValue()) : new BigInt(value);
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Int that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.INT, Long.hashCode(this.value));
	}

	@Override
	public String toString() {
		return Long.toString(this.value);
	}

}
