package io.actor.wire.etf;

import io.actor.term.Atom;

/**
 * What a decoder accepts at most. All limits hold for one term; a term over a limit is
 * refused before memory is spent on it.
 *
 * @param depth nested tuples, lists, maps and funs, at most 10,000
 * @param elements elements of all tuples, lists, maps (keys and values) and funs
 * together, also of lists that are sent as bytes (STRING_EXT)
 * @param bigIntegerBytes bytes of one integer
 * @param atomCharacters characters (code points) of one atom, at most 255
 * @param inflatedBytes size of a compressed term after inflation, 0 to refuse compressed
 * terms
 * @param inflationRatio how many times larger than its compressed bytes a term may claim
 * to be
 */
public record DecodeLimits(int depth, int elements, int bigIntegerBytes, int atomCharacters, int inflatedBytes,
		int inflationRatio) {

	/** Deepest nesting any limit may allow. */
	public static final int MAX_DEPTH = 10_000;

	/** For bytes from a peer: compressed terms are refused. */
	public static final DecodeLimits WIRE = new DecodeLimits(512, 1_000_000, 8 * 1024, Atom.MAX_CHARACTERS, 0, 1);

	/** For bytes from elsewhere: compressed terms up to 16 MiB, 100 to 1. */
	public static final DecodeLimits STANDALONE = WIRE.withInflation(16 * 1024 * 1024, 100);

	public DecodeLimits {
		requireRange("depth", depth, 1, MAX_DEPTH);
		requireRange("elements", elements, 1, Integer.MAX_VALUE);
		requireRange("bigIntegerBytes", bigIntegerBytes, Long.BYTES, Integer.MAX_VALUE / 8);
		requireRange("atomCharacters", atomCharacters, 1, Atom.MAX_CHARACTERS);
		requireRange("inflatedBytes", inflatedBytes, 0, Integer.MAX_VALUE - 8);
		requireRange("inflationRatio", inflationRatio, 1, Integer.MAX_VALUE);
	}

	/** The same with another nesting depth. */
	public DecodeLimits withDepth(int depth) {
		return new DecodeLimits(depth, this.elements, this.bigIntegerBytes, this.atomCharacters, this.inflatedBytes,
				this.inflationRatio);
	}

	/** The same with another number of elements. */
	public DecodeLimits withElements(int elements) {
		return new DecodeLimits(this.depth, elements, this.bigIntegerBytes, this.atomCharacters, this.inflatedBytes,
				this.inflationRatio);
	}

	/** The same with another size of integers. */
	public DecodeLimits withBigIntegerBytes(int bytes) {
		return new DecodeLimits(this.depth, this.elements, bytes, this.atomCharacters, this.inflatedBytes,
				this.inflationRatio);
	}

	/** The same with other limits of compressed terms. */
	public DecodeLimits withInflation(int inflatedBytes, int inflationRatio) {
		return new DecodeLimits(this.depth, this.elements, this.bigIntegerBytes, this.atomCharacters, inflatedBytes,
				inflationRatio);
	}

	private static void requireRange(String name, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
		}
	}

}
