package io.actor.term;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A tuple: a fixed number of terms. Most Erlang messages are tuples that start with an
 * atom: <pre>{@code
 * Tuple.of(Atom.of("add"), Int.of(5))   // {add,5}
 * }</pre>
 */
public final class Tuple implements Term, Comparable<Tuple> {

	/** The tuple without elements. */
	public static final Tuple EMPTY = new Tuple(new Term[0]);

	private final Term[] elements;

	private Tuple(Term[] elements) {
		this.elements = elements;
	}

	/** The tuple of these elements. */
	public static Tuple of(Term... elements) {
		return copyOf(elements, 0, elements.length);
	}

	/** The tuple of these elements. */
	public static Tuple of(List<? extends Term> elements) {
		return new Tuple(elements.toArray(Term[]::new));
	}

	/**
	 * The tuple of the array's elements from one index (inclusive) to another
	 * (exclusive).
	 */
	public static Tuple copyOf(@Nullable Term[] source, int from, int to) {
		return new Tuple(Terms.copy(source, from, to));
	}

	/** Number of elements. */
	public int arity() {
		return this.elements.length;
	}

	/** One element, the first at 0 (Erlang's {@code element/2} starts at 1). */
	public Term get(int index) {
		return this.elements[index];
	}

	/** The elements, unmodifiable. */
	public List<Term> elements() {
		return Collections.unmodifiableList(Arrays.asList(this.elements));
	}

	/** Whether this is a tagged tuple: its first element is this atom. */
	public boolean isTagged(Atom tag, int arity) {
		return this.elements.length == arity && arity > 0 && this.elements[0].equals(tag);
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Tuple that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Tuple that && this.elements.length == that.elements.length
				&& TermOrder.EXACT.compare(this, that) == 0);
	}

	@Override
	public int hashCode() {
		return Terms.hash(this);
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
