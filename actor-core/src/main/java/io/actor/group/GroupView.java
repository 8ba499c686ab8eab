package io.actor.group;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.actor.term.Pid;
import io.actor.term.Term;

/**
 * What one scope process publishes: the members of every group that has any. Written by
 * that process alone, read by anyone without a lock.
 */
final class GroupView {

	private final Map<Term, Group> groups = new ConcurrentHashMap<>();

	/** One group: the members of all nodes, and those of this node among them. */
	private record Group(Members all, Members local) {

		private static final Group EMPTY = new Group(Members.NONE, Members.NONE);

	}

	/** Processes have joined; all of them local or none. */
	void joined(Term group, List<Pid> pids, boolean here) {
		Group known = group(group);
		Members all = known.all();
		Members local = known.local();
		for (Pid pid : pids) {
			all = all.with(pid);
			local = here ? local.with(pid) : local;
		}
		publish(group, all, local);
	}

	/** Members have left; all of them local or none. */
	void left(Term group, List<Pid> pids, boolean here) {
		Group known = group(group);
		Members all = known.all();
		Members local = known.local();
		for (Pid pid : pids) {
			all = all.without(pid);
			local = here ? local.without(pid) : local;
		}
		publish(group, all, local);
	}

	/** A group without members does not exist. */
	private void publish(Term group, Members all, Members local) {
		if (all.size() == 0) {
			this.groups.remove(group);
		}
		else {
			this.groups.put(group, new Group(all, local));
		}
	}

	private Group group(Term group) {
		return this.groups.getOrDefault(group, Group.EMPTY);
	}

	List<Pid> members(Term group) {
		return group(group).all().list();
	}

	List<Pid> localMembers(Term group) {
		return group(group).local().list();
	}

	Set<Term> groups() {
		return Set.copyOf(this.groups.keySet());
	}

	Set<Term> localGroups() {
		return this.groups.entrySet()
			.stream()
			.filter((each) -> each.getValue().local().size() > 0)
			.map(Map.Entry::getKey)
			.collect(Collectors.toUnmodifiableSet());
	}

	/** The members of all groups; consistent only for the scope process. */
	Map<Term, List<Pid>> snapshot() {
		Map<Term, List<Pid>> all = new HashMap<>();
		this.groups.forEach((group, members) -> all.put(group, members.all().list()));
		return Map.copyOf(all);
	}

}
