package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The suites of workloads that run under seeds. */
final class Suites {

	/** One node: processes, behaviours and supervisors. */
	static final Suite LOCAL = new Suite("local", false, 20, joined(ProcessWorkloads.ALL, BehaviourWorkloads.ALL),
			localMarks());

	/** Several nodes and a network that breaks. */
	static final Suite CLUSTER = new Suite("cluster", true, 80, ClusterWorkloads.ALL, Set.copyOf(ClusterMarks.ALL));

	static final List<Suite> ALL = List.of(LOCAL, CLUSTER);

	private Suites() {
	}

	private static List<Supplier<Workload>> joined(List<Supplier<Workload>> some, List<Supplier<Workload>> others) {
		List<Supplier<Workload>> all = new ArrayList<>(some);
		all.addAll(others);
		return List.copyOf(all);
	}

	private static Set<String> localMarks() {
		Set<String> marks = new TreeSet<>(BehaviourMarks.ALL);
		for (Marks mark : Marks.values()) {
			marks.add(mark.name());
		}
		return marks;
	}

}
