package io.actor.term;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A reference: unique in the cluster for practical purposes. Monitors, aliases, timers
 * and requests are all named by references; one that is an active alias is also an
 * address (NEWER_REFERENCE_EXT).
 */
public final class Ref implements Term, Destination, Comparable<Ref> {

	/** Most words a reference may have on the wire. */
	public static final int MAX_WORDS = 5;

	private final Atom node;

	private final int creation;

	private final int[] words;

	public Ref(Atom node, int creation, int... words) {
		if (words.length > MAX_WORDS) {
			throw new IllegalArgumentException(
					"A reference has at most " + MAX_WORDS + " words, this one has " + words.length);
		}
		this.node = node;
		this.creation = creation;
		this.words = words.clone();
	}

	/** Name of the node that made the reference. */
	public Atom node() {
		return this.node;
	}

	/** Incarnation of that node, unsigned. */
	public int creation() {
		return this.creation;
	}

	/** Number of 32-bit words. */
	public int size() {
		return this.words.length;
	}

	/** One word, unsigned; the first is the least significant. */
	public int word(int index) {
		return this.words[index];
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Ref that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Ref that && this.creation == that.creation
				&& Arrays.equals(this.words, that.words) && this.node.equals(that.node));
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.REF, Arrays.hashCode(this.words) * 31 + this.creation);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("#Ref<").append(TermPrinter.escaped(this.node));
		for (int i = this.words.length - 1; i >= 0; i--) {
			text.append('.').append(Integer.toUnsignedString(this.words[i]));
		}
		return text.append('>').toString();
	}

}
