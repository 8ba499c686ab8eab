package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What callers of one register know. All written values differ, so an answer tells which
 * write came before it; a call without an answer matters only if somebody saw its value.
 */
final class RegisterHistory {

	/** More are not looked at: the search would take too long. */
	private static final int MOST = 200;

	private final List<Swap> answered = new ArrayList<>();

	/**
	 * A call: it took effect at one instant between its begin and its end.
	 *
	 * @param value what it wrote, or 0 if it only read
	 * @param before the value it found, or -1 if nobody knows
	 * @param begin when it was made
	 * @param end when it was answered
	 */
	record Swap(int value, int before, long begin, long end) {
	}

	/**
	 * A place in the search.
	 *
	 * @param done which calls have taken effect
	 * @param value what the register holds then
	 */
	private record Place(BitSet done, int value) {
	}

	void add(Swap swap) {
		this.answered.add(swap);
	}

	/** Whether the effect of one of these calls was seen. */
	boolean observes(List<Swap> unknown) {
		return unknown.stream().anyMatch(this::isSeen);
	}

	private boolean isSeen(Swap unknown) {
		return unknown.value() != 0 && this.answered.stream().anyMatch((each) -> each.before() == unknown.value());
	}

	/**
	 * Whether one order of the calls explains all answers and puts no call before one
	 * that had ended when it began.
	 * @param unknown calls without an answer, which may have run
	 */
	boolean isLinearizable(List<Swap> unknown) {
		List<Swap> all = new ArrayList<>(this.answered);
		unknown.stream().filter(this::isSeen).forEach(all::add);
		if (all.size() > MOST) {
			return true;
		}
		all.sort(Comparator.comparingLong(Swap::begin));
		return search(all, new BitSet(), 0, new HashSet<>());
	}

	private static boolean search(List<Swap> all, BitSet done, int value, Set<Place> visited) {
		if (done.cardinality() == all.size()) {
			return true;
		}
		if (!visited.add(new Place((BitSet) done.clone(), value))) {
			return false;
		}
		long firstEnd = Long.MAX_VALUE;
		for (int i = done.nextClearBit(0); i < all.size(); i = done.nextClearBit(i + 1)) {
			firstEnd = Math.min(firstEnd, all.get(i).end());
		}
		for (int i = done.nextClearBit(0); i < all.size(); i = done.nextClearBit(i + 1)) {
			Swap next = all.get(i);
			if (next.begin() <= firstEnd && (next.before() == value || next.before() < 0)) {
				done.set(i);
				boolean found = search(all, done, (next.value() != 0) ? next.value() : value, visited);
				done.clear(i);
				if (found) {
					return true;
				}
			}
		}
		return false;
	}

	@Override
	public String toString() {
		return this.answered.toString();
	}

}
