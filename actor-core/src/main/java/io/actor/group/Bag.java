package io.actor.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Elements with how often each is there. For the scope process alone; adding and removing
 * take constant time.
 */
final class Bag<T> {

	private final Map<T, Integer> counts = new LinkedHashMap<>();

	/** The bag of these elements. */
	static <T> Bag<T> of(Collection<? extends T> elements) {
		Bag<T> bag = new Bag<>();
		elements.forEach(bag::add);
		return bag;
	}

	void add(T element) {
		this.counts.merge(element, 1, Integer::sum);
	}

	/** Takes one out. False if there is none. */
	boolean remove(T element) {
		Integer count = this.counts.get(element);
		if (count == null) {
			return false;
		}
		if (count == 1) {
			this.counts.remove(element);
		}
		else {
			this.counts.put(element, count - 1);
		}
		return true;
	}

	boolean isEmpty() {
		return this.counts.isEmpty();
	}

	/** Every element as often as it is there. */
	List<T> elements() {
		return without(new Bag<>());
	}

	/** What is left when another bag's elements are taken out of this one. */
	List<T> without(Bag<T> other) {
		List<T> left = new ArrayList<>();
		this.counts.forEach((element, count) -> {
			for (int i = other.counts.getOrDefault(element, 0); i < count; i++) {
				left.add(element);
			}
		});
		return left;
	}

}
