package io.actor.group;

import java.util.LinkedHashMap;
import java.util.Map;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/** Who monitors which group, or all groups. */
final class Watchers {

	private final Map<Ref, Pid> ofScope = new LinkedHashMap<>();

	private final Map<Term, Map<Ref, Pid>> ofGroup = new LinkedHashMap<>();

	private final Map<Ref, Term> groups = new LinkedHashMap<>();

	/** Hears what is to be told to one watcher. */
	@FunctionalInterface
	interface Teller {

		void tell(Ref monitor, Pid watcher);

	}

	/** Adds a watcher of a group, or with null of all groups. */
	void add(@Nullable Term group, Ref monitor, Pid watcher) {
		if (group == null) {
			this.ofScope.put(monitor, watcher);
			return;
		}
		this.groups.put(monitor, group);
		this.ofGroup.computeIfAbsent(group, (key) -> new LinkedHashMap<>()).put(monitor, watcher);
	}

	/** Removes a watcher. False if there is none with this monitor. */
	boolean remove(Ref monitor) {
		Term group = this.groups.remove(monitor);
		if (group == null) {
			return this.ofScope.remove(monitor) != null;
		}
		Map<Ref, Pid> watchers = this.ofGroup.get(group);
		if (watchers != null) {
			watchers.remove(monitor);
			if (watchers.isEmpty()) {
				this.ofGroup.remove(group);
			}
		}
		return true;
	}

	/** Tells everybody whom a change of this group concerns. */
	void tell(Term group, Teller teller) {
		this.ofScope.forEach(teller::tell);
		this.ofGroup.getOrDefault(group, Map.of()).forEach(teller::tell);
	}

}
