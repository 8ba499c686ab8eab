package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.actor.gen.CallException;
import io.actor.group.GroupJoined;
import io.actor.group.GroupLeft;
import io.actor.group.GroupMonitor;
import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;

/**
 * Processes that join groups and leave them, some more than once, on all nodes. Checks
 * GR-S1 (as many leaves as joins), GR-S2 (the events fold to what can be read), GR-S3 and
 * GR-L1 (in the end all nodes read the same, and nobody who is gone).
 */
final class GroupChurn implements Workload {

	private static final List<String> GROUPS = List.of("red", "green", "blue");

	/** Who is in which group by what was asked for, of the nodes that run. */
	private final Map<String, Map<String, Map<Pid, Integer>>> asked = new TreeMap<>();

	private final List<Folded> folded = new ArrayList<>();

	private final List<String> atWork = new ArrayList<>();

	/** What one watcher of a group has made of its events. */
	private static final class Folded {

		private final Node node;

		private final String alive;

		private final String group;

		private final Map<Pid, Integer> members = new LinkedHashMap<>();

		private boolean begun;

		private Folded(Node node, String alive, String group) {
			this.node = node;
			this.alive = alive;
			this.group = group;
		}

	}

	@Override
	public String name() {
		return "groups";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		Map<String, Map<Pid, Integer>> here = new TreeMap<>();
		this.asked.put(alive, here);
		this.atWork.add(alive);
		node.spawn((self) -> arena.guard(() -> untilStopped(node, () -> drive(arena, self, alive, node, here))));
		Neighbours neighbours = new Neighbours(arena, alive, node);
		for (String group : GROUPS) {
			if (arena.choices(name()).chance(0.7)) {
				Folded fold = new Folded(node, alive, group);
				this.folded.add(fold);
				node.spawn((self) -> arena.guard(() -> untilStopped(node, () -> fold(arena, self, fold, neighbours))));
			}
		}
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		this.asked.remove(alive);
		this.atWork.remove(alive);
		this.folded.removeIf((each) -> each.alive.equals(alive));
	}

	/** A node that stops has no groups any more before its last processes end. */
	private static void untilStopped(Node node, Runnable code) {
		try {
			code.run();
		}
		catch (CallException ex) {
			if (node.state() == NodeState.UP) {
				throw ex;
			}
		}
	}

	private void drive(Arena arena, Process self, String alive, Node node, Map<String, Map<Pid, Integer>> here) {
		Choices choices = arena.choices(name());
		List<Pid> members = new ArrayList<>();
		int changes = choices.between(1, 6 * arena.profile().size());
		int pause = choices.oneOf(5, 200, 1_500);
		for (int i = 0; i < changes && arena.active(); i++) {
			if (members.isEmpty() || choices.chance(0.1)) {
				members.add(self.spawn((member) -> member.receive(Folded.class)));
			}
			String group = choices.oneOf(GROUPS);
			Pid member = choices.oneOf(members);
			Map<Pid, Integer> counts = here.computeIfAbsent(group, (name) -> new LinkedHashMap<>());
			switch (choices.weighted(5, 4, 1)) {
				case 0 -> {
					counts.merge(member, 1, Integer::sum);
					node.groups().join(group, member);
					verify(arena, alive, node, group, member, counts);
				}
				case 1 -> {
					boolean was = counts.getOrDefault(member, 0) > 0;
					counts.computeIfPresent(member, (pid, count) -> (count > 1) ? count - 1 : null);
					if (node.groups().leave(group, member) != was) {
						throw arena.violated("GR-S1",
								alive + ": leaving " + group + " says it was " + (was ? "no" : "a") + " member");
					}
					verify(arena, alive, node, group, member, counts);
				}
				default -> {
					members.remove(member);
					here.values().forEach((each) -> each.remove(member));
					self.exit(member, ExitReason.KILL);
				}
			}
			self.receive(Object.class, Duration.ofMillis(choices.below(pause)));
		}
		this.atWork.remove(alive);
		self.receive(Folded.class);
	}

	private static void verify(Arena arena, String alive, Node node, String group, Pid member,
			Map<Pid, Integer> counts) {
		long read = node.groups().localMembers(group).stream().filter(member::equals).count();
		int expected = counts.getOrDefault(member, 0);
		// A node that stops has no groups any more.
		boolean running = arena.world().isRunning(alive) && arena.node(alive) == node;
		if (running && read != expected) {
			throw arena.violated("GR-S1",
					alive + " reads " + member + " " + read + " times in " + group + " and not " + expected + " times");
		}
	}

	private static void fold(Arena arena, Process self, Folded fold, Neighbours neighbours) {
		GroupMonitor monitor = fold.node.groups().monitor(fold.group);
		monitor.members().forEach((each) -> fold.members.merge(each, 1, Integer::sum));
		fold.begun = true;
		Set<Pid> lost = new HashSet<>();
		while (true) {
			switch (self.receive()) {
				case GroupJoined joined -> joined.pids().forEach((each) -> {
					fold.members.merge(each, 1, Integer::sum);
					if (lost.contains(each)) {
						arena.mark(ClusterMarks.GROUP_BACK);
					}
				});
				case GroupLeft left -> left.pids().forEach((each) -> {
					if (!fold.members.containsKey(each)) {
						throw arena.violated("GR-S2", "A watcher on " + fold.alive + " hears that " + each + " left "
								+ fold.group + ", where it was not");
					}
					fold.members.computeIfPresent(each, (pid, count) -> (count > 1) ? count - 1 : null);
					String node = each.node().name();
					if (!node.equals(fold.node.name()) && !neighbours.isUp(node)) {
						arena.mark(ClusterMarks.GROUP_LOST);
						lost.add(each);
					}
				});
				case Object other -> throw arena.violated("MB-S3", "A watcher of groups took " + other);
			}
		}
	}

	// ---- the end ----

	private static Map<Pid, Integer> read(Node node, String group) {
		Map<Pid, Integer> members = new LinkedHashMap<>();
		node.groups().members(group).forEach((each) -> members.merge(each, 1, Integer::sum));
		return members;
	}

	/** Who is in a group as far as a node can know. */
	private Map<Pid, Integer> expected(Arena arena, String reader, String group) {
		Map<Pid, Integer> all = new LinkedHashMap<>();
		this.asked.forEach((alive, here) -> {
			if (arena.reach(reader, alive)) {
				all.putAll(here.getOrDefault(group, Map.of()));
			}
		});
		return all;
	}

	@Override
	public boolean settled(Arena arena) {
		return this.atWork.isEmpty() && problem(arena) == null;
	}

	private String problem(Arena arena) {
		for (String group : GROUPS) {
			for (String alive : arena.nodes()) {
				Map<Pid, Integer> expected = expected(arena, alive, group);
				Map<Pid, Integer> read = read(arena.node(alive), group);
				if (!read.equals(expected)) {
					return "GR-L1: " + alive + " reads " + read + " in " + group + " and not " + expected;
				}
			}
		}
		for (Folded each : this.folded) {
			if (!each.begun || !each.members.equals(read(each.node, each.group))) {
				return "GR-S2: a watcher on " + each.alive + " has " + each.members + " in " + each.group
						+ " where one reads " + read(each.node, each.group);
			}
		}
		return null;
	}

	@Override
	public String waitsFor(Arena arena) {
		return this.atWork.isEmpty() ? problem(arena) : "somebody still joins and leaves on " + this.atWork;
	}

}
