package io.actor.term;

import java.math.BigInteger;

/**
 * An integer outside the range of {@code long}. Use {@link Int#of(BigInteger)} when the
 * size is not known.
 *
 * @param value the number, which does not fit into 64 bits
 */
public record BigInt(BigInteger value) implements Term, Comparable<BigInt> {

	public BigInt {
		if (value.bitLength() < Long.SIZE) {
			throw new IllegalArgumentException(value + " fits into 64 bits and is an Int");
		}
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(BigInt that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.BIG_INT, this.value.hashCode());
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
