package io.actor.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * The members of one group at one instant, immutable. A change is noted in constant time
 * in front of the members before it; the list is put together by the first reader and
 * kept. So a group that is read often costs its readers nothing, and a hundred thousand
 * joins in a row do not copy a hundred thousand lists.
 */
final class Members {

	/** Nobody. */
	static final Members NONE = new Members(List.of(), null, 0, 0);

	/** Changes that are always kept before the list is put together. */
	private static final int FEW = 32;

	private final List<Pid> base;

	private final @Nullable Change newest;

	private final int changes;

	private final int size;

	/** Several readers may put it together at the same time; they get equal lists. */
	private volatile @Nullable List<Pid> list;

	/** One membership more or less than before. */
	private record Change(Pid pid, int amount, @Nullable Change before) {
	}

	private Members(List<Pid> base, @Nullable Change newest, int changes, int size) {
		this.base = base;
		this.newest = newest;
		this.changes = changes;
		this.size = size;
		this.list = (newest == null) ? base : null;
	}

	/** With one membership more. */
	Members with(Pid pid) {
		return change(pid, 1);
	}

	/** With one membership less; there must be one. */
	Members without(Pid pid) {
		return change(pid, -1);
	}

	private Members change(Pid pid, int amount) {
		List<Pid> known = this.list;
		if (known == null && this.changes >= FEW + this.base.size()) {
			known = list();
		}
		if (known != null) {
			return new Members(known, new Change(pid, amount, null), 1, this.size + amount);
		}
		return new Members(this.base, new Change(pid, amount, this.newest), this.changes + 1, this.size + amount);
	}

	/** How many memberships there are. */
	int size() {
		return this.size;
	}

	/** Every member as often as it has joined; unmodifiable. */
	List<Pid> list() {
		List<Pid> known = this.list;
		if (known == null) {
			known = assemble();
			this.list = known;
		}
		return known;
	}

	private List<Pid> assemble() {
		Map<Pid, Integer> difference = new HashMap<>();
		List<Pid> changed = new ArrayList<>();
		for (Change change = this.newest; change != null; change = change.before()) {
			difference.merge(change.pid(), change.amount(), Integer::sum);
			changed.add(change.pid());
		}
		List<Pid> result = new ArrayList<>(this.size);
		for (Pid pid : this.base) {
			int left = difference.getOrDefault(pid, 0);
			if (left < 0) {
				difference.put(pid, left + 1);
			}
			else {
				result.add(pid);
			}
		}
		for (Pid pid : changed.reversed()) {
			int joined = difference.getOrDefault(pid, 0);
			if (joined > 0) {
				difference.put(pid, joined - 1);
				result.add(pid);
			}
		}
		return Collections.unmodifiableList(result);
	}

}
