package io.actor.term;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A list: its elements and what stands behind the last one, the tail. The tail of a
 * proper list is the empty list; a tail is never itself a list with elements, those are
 * elements of this one.
 *
 * <p>
 * Erlang text may be a list of bytes or code points; a list made of bytes
 * ({@link #ofBytes}) keeps them as bytes.
 */
public final class ListTerm implements Term, Comparable<ListTerm> {

	/** The empty list, {@code []}. */
	public static final ListTerm EMPTY = new ListTerm(new Term[0], null, null);

	private final Term[] terms;

	private final byte @Nullable [] bytes;

	private final @Nullable Term tail;

	private ListTerm(Term[] terms, byte @Nullable [] bytes, @Nullable Term tail) {
		this.terms = terms;
		this.bytes = bytes;
		this.tail = tail;
	}

	/** The proper list of these elements. */
	public static ListTerm of(Term... elements) {
		return copyOf(elements, 0, elements.length, EMPTY);
	}

	/** The proper list of these elements. */
	public static ListTerm of(List<? extends Term> elements) {
		return elements.isEmpty() ? EMPTY : new ListTerm(elements.toArray(Term[]::new), null, null);
	}

	/**
	 * These elements in front of a tail: improper, unless the tail is a proper list. The
	 * tail must be a list when there are no elements.
	 */
	public static ListTerm improper(List<? extends Term> elements, Term tail) {
		return copyOf(elements.toArray(Term[]::new), 0, elements.size(), tail);
	}

	/**
	 * The array's elements from one index (inclusive) to another (exclusive), in front of
	 * a tail.
	 * @throws IllegalArgumentException if there are no elements and the tail is not a
	 * list
	 */
	public static ListTerm copyOf(@Nullable Term[] source, int from, int to, Term tail) {
		if (tail instanceof ListTerm rest) {
			if (from == to) {
				return rest;
			}
			if (rest.size() > 0) {
				Term[] joined = Stream.concat(Arrays.stream(Terms.copy(source, from, to)), rest.elements().stream())
					.toArray(Term[]::new);
				return new ListTerm(joined, null, rest.tail);
			}
			return new ListTerm(Terms.copy(source, from, to), null, null);
		}
		if (from == to) {
			throw new IllegalArgumentException("A list without elements has no tail");
		}
		return new ListTerm(Terms.copy(source, from, to), null, tail);
	}

	/** The list of these bytes as integers 0 to 255, kept as bytes. */
	public static ListTerm ofBytes(byte[] source, int from, int to) {
		return (from == to) ? EMPTY : new ListTerm(EMPTY.terms, Arrays.copyOfRange(source, from, to), null);
	}

	/** The list of the text's code points: an Erlang string, an Elixir charlist. */
	public static ListTerm charlist(String text) {
		return of(text.codePoints().mapToObj(Int::of).toArray(Term[]::new));
	}

	/** Number of elements, the tail not counted. */
	public int size() {
		return (this.bytes != null) ? this.bytes.length : this.terms.length;
	}

	/** Whether there are no elements. */
	public boolean isEmpty() {
		return size() == 0;
	}

	/** One element, the first at 0. */
	public Term get(int index) {
		return (this.bytes != null) ? Int.of(this.bytes[index] & 0xff) : this.terms[index];
	}

	/** The elements without the tail, unmodifiable. */
	public List<Term> elements() {
		return new Elements(this);
	}

	/** What stands behind the last element; {@link #EMPTY} in a proper list. */
	public Term tail() {
		return (this.tail != null) ? this.tail : EMPTY;
	}

	/** Whether the tail is the empty list. */
	public boolean isProper() {
		return this.tail == null;
	}

	/** Whether this is a proper list of integers 0 to 255; the empty list is. */
	public boolean isByteList() {
		if (this.bytes != null) {
			return true;
		}
		if (this.tail != null) {
			return false;
		}
		for (Term element : this.terms) {
			if (!(element instanceof Int(long value)) || value < 0 || value > 255) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Writes the elements of a byte list ({@link #isByteList()}) into an array.
	 * @throws ClassCastException if an element is not an integer
	 */
	public void copyBytesTo(byte[] target, int offset) {
		if (this.bytes != null) {
			System.arraycopy(this.bytes, 0, target, offset, this.bytes.length);
			return;
		}
		for (int i = 0; i < this.terms.length; i++) {
			target[offset + i] = (byte) ((Int) this.terms[i]).value();
		}
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(ListTerm that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof ListTerm that && size() == that.size() && equalElements(that));
	}

	private boolean equalElements(ListTerm that) {
		return (this.bytes != null && that.bytes != null) ? Arrays.equals(this.bytes, that.bytes)
				: TermOrder.EXACT.compare(this, that) == 0;
	}

	@Override
	public int hashCode() {
		return Terms.hash(this);
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

	/** A view as a Java list. */
	private static final class Elements extends AbstractList<Term> implements RandomAccess {

		private final ListTerm list;

		Elements(ListTerm list) {
			this.list = list;
		}

		@Override
		public Term get(int index) {
			return this.list.get(index);
		}

		@Override
		public int size() {
			return this.list.size();
		}

	}

}
