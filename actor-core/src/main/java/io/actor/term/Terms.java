package io.actor.term;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The structure all nested terms share: children, and the hash over them. */
final class Terms {

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

	static int hash(Term root) {
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
