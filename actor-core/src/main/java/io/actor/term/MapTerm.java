package io.actor.term;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A map. Keys are told apart exactly ({@code 1} and {@code 1.0} are two keys); two maps
 * are equal whatever the order of their entries. Iteration is in the order of insertion.
 *
 * <p>
 * Lookup is a binary search over the keys in term order: no hash function, so keys chosen
 * by a peer cannot degrade it.
 */
public final class MapTerm implements Term, Comparable<MapTerm> {

	/** The map without entries. */
	public static final MapTerm EMPTY = new MapTerm(new Term[0]);

	private static final int INSERTION_SORTED = 16;

	/** Key, value, key, value ... in the order of insertion. */
	private final Term[] entries;

	/** Positions of the entries in exact order of their keys. */
	private final int[] order;

	private MapTerm(Term[] entries) {
		this.entries = entries;
		this.order = sort(entries);
	}

	/**
	 * The map of these keys and values, alternating.
	 * @throws IllegalArgumentException if a key has no value or occurs twice
	 */
	public static MapTerm of(Term... keysAndValues) {
		return copyOf(keysAndValues, 0, keysAndValues.length);
	}

	/** The map with the same entries in the same order. */
	public static MapTerm of(Map<? extends Term, ? extends Term> map) {
		Term[] entries = map.entrySet().stream().<Term>mapMulti((entry, next) -> {
			next.accept(entry.getKey());
			next.accept(entry.getValue());
		}).toArray(Term[]::new);
		return copyOf(entries, 0, entries.length);
	}

	/**
	 * The map of the array's keys and values, alternating, from one index (inclusive) to
	 * another (exclusive).
	 * @throws IllegalArgumentException if a key has no value or occurs twice
	 */
	public static MapTerm copyOf(@Nullable Term[] source, int from, int to) {
		if ((to - from) % 2 != 0) {
			throw new IllegalArgumentException("A key has no value");
		}
		return new MapTerm(Terms.copy(source, from, to));
	}

	/** Number of entries. */
	public int size() {
		return this.order.length;
	}

	/** The value of a key. */
	public Optional<Term> get(Term key) {
		int position = find(key);
		return (position < 0) ? Optional.empty() : Optional.of(valueAt(position));
	}

	/** Whether there is such a key. */
	public boolean containsKey(Term key) {
		return find(key) >= 0;
	}

	/** The key of one entry, the one inserted first at 0. */
	public Term keyAt(int position) {
		return this.entries[2 * position];
	}

	/** The value of one entry, the one inserted first at 0. */
	public Term valueAt(int position) {
		return this.entries[2 * position + 1];
	}

	/** Shows all entries, in the order of insertion. */
	public void forEach(BiConsumer<? super Term, ? super Term> action) {
		for (int i = 0; i < size(); i++) {
			action.accept(keyAt(i), valueAt(i));
		}
	}

	/** The entries as a Java map, a copy in the same order. */
	public Map<Term, Term> toMap() {
		Map<Term, Term> map = LinkedHashMap.newLinkedHashMap(size());
		forEach(map::put);
		return map;
	}

	/** Position of the entry with the i-th key in exact order. */
	int sorted(int i) {
		return this.order[i];
	}

	private int find(Term key) {
		int low = 0;
		int high = this.order.length - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int comparison = TermOrder.EXACT.compare(keyAt(this.order[middle]), key);
			if (comparison == 0) {
				return this.order[middle];
			}
			if (comparison < 0) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
		}
		return -1;
	}

	private static int[] sort(Term[] entries) {
		int size = entries.length / 2;
		return (size <= INSERTION_SORTED) ? sortFew(entries, size) : sortMany(entries, size);
	}

	/** Insertion sort: boxes nothing, and entries often come in order. */
	private static int[] sortFew(Term[] entries, int size) {
		int[] order = new int[size];
		for (int i = 0; i < size; i++) {
			int at = i;
			while (at > 0 && compareKeys(entries, order[at - 1], i) > 0) {
				order[at] = order[at - 1];
				at--;
			}
			order[at] = i;
		}
		return order;
	}

	private static int[] sortMany(Term[] entries, int size) {
		Integer[] positions = new Integer[size];
		Arrays.setAll(positions, (i) -> i);
		Arrays.sort(positions, (a, b) -> compareKeys(entries, a, b));
		return Arrays.stream(positions).mapToInt(Integer::intValue).toArray();
	}

	private static int compareKeys(Term[] entries, int a, int b) {
		int comparison = TermOrder.EXACT.compare(entries[2 * a], entries[2 * b]);
		if (comparison == 0 && a != b) {
			throw new IllegalArgumentException("The key " + entries[2 * a].print(100) + " occurs twice");
		}
		return comparison;
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(MapTerm that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof MapTerm that && this.entries.length == that.entries.length
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
