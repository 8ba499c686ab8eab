package io.actor.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

import io.actor.fixture.Otp;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.node.TestNodes;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.actor.group.GroupNode.await;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever happens in whatever order, connected nodes agree when all is delivered. What
 * happens is chosen by a seed, signals are delivered one by one, and every scope process
 * is waited for after each step.
 */
class GroupsConvergenceTests {

	private static final List<Term> GROUPS = List.of(Atom.of("lobby"), Atom.of("garden"), Atom.of("attic"));

	private static final int STEPS = 400;

	private final List<GroupNode> all = new ArrayList<>();

	private final Map<GroupNode, List<Pid>> living = new HashMap<>();

	/** What should be: the memberships of each node's own processes. */
	private final Map<GroupNode, Map<Term, List<Pid>>> expected = new HashMap<>();

	private final Map<GroupNode, Folding> folding = new HashMap<>();

	private static LongStream seeds() {
		return LongStream.rangeClosed(1, 12);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	@Otp({ 275, 276, 277 })
	void connectedNodesAgreeOnceEverythingIsDelivered(long seed) {
		Random random = new Random(seed);
		try (TestNodes nodes = TestNodes.manual()) {
			for (String name : List.of("a@test", "b@test", "c@test")) {
				GroupNode node = GroupNode.start(nodes, name);
				this.all.add(node);
				this.living.put(node, new ArrayList<>());
				this.expected.put(node, new HashMap<>());
			}
			watch();
			for (int step = 0; step < STEPS; step++) {
				step(nodes, random);
				this.all.forEach(GroupNode::settle);
			}
			await().untilAsserted(() -> {
				deliverAll(nodes);
				check(nodes);
			});
			for (GroupNode one : this.all) {
				for (GroupNode other : this.all) {
					if (!one.equals(other) && !nodes.connected(one.name(), other.name())) {
						nodes.connect(one.name(), other.name());
					}
				}
			}
			await().untilAsserted(() -> {
				deliverAll(nodes);
				check(nodes);
			});
		}
	}

	private void step(TestNodes nodes, Random random) {
		GroupNode node = this.all.get(random.nextInt(this.all.size()));
		GroupNode other = this.all.get((this.all.indexOf(node) + 1 + random.nextInt(2)) % this.all.size());
		List<Pid> pids = this.living.getOrDefault(node, List.of());
		Term group = GROUPS.get(random.nextInt(GROUPS.size()));
		List<Pid> members = this.expected.getOrDefault(node, Map.of())
			.computeIfAbsent(group, (key) -> new ArrayList<>());
		int choice = random.nextInt(100);
		if (choice < 10 || pids.isEmpty()) {
			pids.add(node.member());
		}
		else if (choice < 30) {
			List<Pid> joining = List.of(pids.get(random.nextInt(pids.size())), pids.get(random.nextInt(pids.size())));
			node.groups().join(group, joining);
			members.addAll(joining);
		}
		else if (choice < 42) {
			Pid pid = pids.get(random.nextInt(pids.size()));
			assertThat(node.groups().leave(group, pid)).isEqualTo(members.remove(pid));
		}
		else if (choice < 46) {
			Pid pid = pids.remove(random.nextInt(pids.size()));
			node.kill(pid);
			await().until(() -> GROUPS.stream().noneMatch((each) -> node.groups().localMembers(each).contains(pid)));
			this.expected.getOrDefault(node, Map.of()).values().forEach((each) -> each.removeIf(pid::equals));
		}
		else if (choice < 52) {
			if (nodes.connected(node.name(), other.name())) {
				nodes.cut(node.name(), other.name());
			}
			else {
				nodes.connect(node.name(), other.name());
			}
		}
		else if (choice < 53) {
			restart(node);
		}
		else {
			nodes.deliver(node.name(), other.name());
		}
	}

	/** The scope process is killed; its successor knows no members. */
	private void restart(GroupNode node) {
		Pid before = node.scope();
		node.kill(before);
		await().until(() -> node.processes().whereis("pg").filter((now) -> !now.equals(before)).isPresent());
		await().ignoreExceptions().until(() -> {
			node.settle();
			return true;
		});
		this.expected.getOrDefault(node, Map.of()).clear();
		watch(node);
	}

	private void deliverAll(TestNodes nodes) {
		boolean delivered = true;
		while (delivered) {
			delivered = false;
			this.all.forEach(GroupNode::settle);
			for (GroupNode one : this.all) {
				for (GroupNode other : this.all) {
					delivered |= nodes.deliver(one.name(), other.name());
				}
			}
		}
	}

	/** Each node has its own members and those of the nodes it is connected with. */
	private void check(TestNodes nodes) {
		for (GroupNode node : this.all) {
			for (Term group : GROUPS) {
				List<Pid> own = this.expected.getOrDefault(node, Map.of()).getOrDefault(group, List.of());
				List<Pid> total = new ArrayList<>(own);
				for (GroupNode other : this.all) {
					if (nodes.connected(node.name(), other.name())) {
						total.addAll(this.expected.getOrDefault(other, Map.of()).getOrDefault(group, List.of()));
					}
				}
				assertThat(node.groups().localMembers(group)).as("%s of %s itself", group, node.name())
					.containsExactlyInAnyOrderElementsOf(own);
				assertThat(node.groups().members(group)).as("%s as %s sees it", group, node.name())
					.containsExactlyInAnyOrderElementsOf(total);
				assertThat(folded(node, group)).as("%s as the events at %s tell it", group, node.name())
					.containsExactlyInAnyOrderElementsOf(total);
			}
			assertThat(node.groups().groups()).as("%s has no empty groups", node.name())
				.allSatisfy((group) -> assertThat(node.groups().members(group)).isNotEmpty());
		}
	}

	private List<Pid> folded(GroupNode node, Term group) {
		Folding known = this.folding.get(node);
		return (known != null) ? known.members(group) : List.of();
	}

	private void watch() {
		this.all.forEach(this::watch);
	}

	private void watch(GroupNode node) {
		Folding fresh = new Folding(node.groups());
		assertThat(Servers.start(node.processes(), () -> fresh, StartOptions.DEFAULT, null))
			.isInstanceOf(StartResult.Started.class);
		this.folding.put(node, fresh);
	}

	/** Knows the members of all groups from the events alone. */
	private static final class Folding extends GenServer<Request<?>, Object> {

		private final Groups groups;

		private final Map<Term, List<Pid>> known = new ConcurrentHashMap<>();

		Folding(Groups groups) {
			this.groups = groups;
		}

		List<Pid> members(Term group) {
			return this.known.getOrDefault(group, List.of());
		}

		@Override
		protected Init init() {
			this.known.putAll(this.groups.monitorScope().groups());
			return ok();
		}

		@Override
		protected Next handleInfo(Object message) {
			switch (message) {
				case GroupJoined joined -> {
					List<Pid> pids = new ArrayList<>(members(joined.group()));
					pids.addAll(joined.pids());
					this.known.put(joined.group(), List.copyOf(pids));
				}
				case GroupLeft left -> {
					List<Pid> pids = new ArrayList<>(members(left.group()));
					for (Pid pid : left.pids()) {
						if (!pids.remove(pid)) {
							throw new IllegalStateException(pid + " left and was not there");
						}
					}
					this.known.put(left.group(), List.copyOf(pids));
				}
				default -> throw new IllegalStateException("What is " + message);
			}
			return noReply();
		}

	}

}
