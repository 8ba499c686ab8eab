package io.actor.term;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The structure all nested terms share: children, and the hash over them. */
final class Terms {

	// What kind of term a hash code is of.

	static final int INT = 1;

	static final int BIG_INT = 2;

	static final int FLOAT64 = 3;

	static final int ATOM = 4;

	static final int BINARY = 5;

	static final int BIT_STRING = 6;

	static final int PID = 7;

	static final int REF = 8;

	static final int PORT = 9;

	static final int EXPORT_FUN = 10;

	private static final int TUPLE = 11;

	private static final int LIST = 12;

	private static final int MAP = 13;

	private static final int FUN = 14;

	private static final int KIND_SHIFT = 28;

	private Terms() {
	}

	static Term[] copy(@Nullable Term[] source, int from, int to) {
		Term[] copy = new Term[to - from];
		for (int i = from; i < to; i++) {
			copy[i - from] = Objects.requireNonNull(source[i], "element");
		}
		return copy;
	}

	/** Whether a term has children and so may be nested without bound. */
	static boolean isNested(Term term) {
		return switch (term) {
			case Tuple _, ListTerm _, MapTerm _, Fun _ -> true;
			default -> false;
		};
	}

	/** Number of children: elements and improper tail, keys and values, free values. */
	static int children(Term term) {
		return switch (term) {
			case Tuple tuple -> tuple.arity();
			case ListTerm list -> list.size() + (list.isProper() ? 0 : 1);
			case MapTerm map -> 2 * map.size();
			case Fun fun -> fun.free().arity();
			default -> 0;
		};
	}

	/**
	 * One child. Those of a map come in an order that is the same for equal maps: all
	 * keys, then the values of the keys.
	 */
	static Term child(Term term, int index) {
		return switch (term) {
			case Tuple tuple -> tuple.get(index);
			case ListTerm list -> (index < list.size()) ? list.get(index) : list.tail();
			case MapTerm map ->
				(index < map.size()) ? map.keyAt(map.sorted(index)) : map.valueAt(map.sorted(index - map.size()));
			case Fun fun -> fun.free().get(index);
			default -> throw new IndexOutOfBoundsException(index);
		};
	}

	/**
	 * A hash code that no term of another kind has: where a hash table finds many keys
	 * with one hash code they are of one class, and so it can go by their order. A peer
	 * chooses keys, and must not be able to make the table search them one by one.
	 */
	static int hash(int kind, int hash) {
		return kind << KIND_SHIFT | hash & (1 << KIND_SHIFT) - 1;
	}

	/** The hash code of a nested term. */
	static int hash(Term root) {
		int kind = switch (root) {
			case Tuple _ -> TUPLE;
			case ListTerm _ -> LIST;
			case MapTerm _ -> MAP;
			default -> FUN;
		};
		return hash(kind, deepHash(root));
	}

	private static int deepHash(Term root) {
		int hash = 1;
		Deque<Position> open = new ArrayDeque<>();
		open.push(new Position(root));
		hash = 31 * hash + shallowHash(root);
		while (!open.isEmpty()) {
			Position position = open.element();
			if (position.next == position.size) {
				open.pop();
				continue;
			}
			Term child = child(position.term, position.next++);
			if (isNested(child)) {
				hash = 31 * hash + shallowHash(child);
				open.push(new Position(child));
			}
			else {
				hash = 31 * hash + child.hashCode();
			}
		}
		return hash;
	}

	private static int shallowHash(Term term) {
		int type = switch (term) {
			case Tuple _ -> 1;
			case ListTerm _ -> 2;
			case MapTerm _ -> 3;
			case Fun fun -> fun.module().hashCode() + fun.index();
			default -> 5;
		};
		return type * 31 + children(term);
	}

	/** How far the walk over one term's children has come. */
	private static final class Position {

		private final Term term;

		private final int size;

		private int next;

		Position(Term term) {
			this.term = term;
			this.size = children(term);
		}

	}

}
