package io.actor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/**
 * Who started a process, who started that one, and so on: {@code proc_lib}'s
 * {@code $ancestors}. Taken from the starter when it starts the process, so it stays true
 * when they have ended; all children of one starter share one object.
 */
public final class Ancestors {

	private final Pid pid;

	private final @Nullable String name;

	private final @Nullable Ancestors further;

	private Ancestors(Pid pid, @Nullable String name, @Nullable Ancestors further) {
		this.pid = pid;
		this.name = name;
		this.further = further;
	}

	/** The ancestors of a child of this process; the process itself asks. */
	public static Ancestors ofChildrenOf(Process starter) {
		String name = starter.name;
		Relations related = starter.relations();
		synchronized (related) {
			Marks marks = related.marks();
			Ancestors known = (marks != null) ? marks.asAncestor() : null;
			if (known != null && Objects.equals(known.name, name)) {
				return known;
			}
			Ancestors fresh = new Ancestors(starter.pid(), name, related.ancestors());
			if (!related.ended()) {
				related.marked().asAncestor(fresh);
			}
			return fresh;
		}
	}

	/** Nearest first; a process that had a registered name by that name. */
	List<Destination> list() {
		List<Destination> all = new ArrayList<>();
		for (Ancestors each = this; each != null; each = each.further) {
			all.add((each.name != null) ? RegisteredName.local(each.name) : each.pid);
		}
		return all;
	}

}
