package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeState;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.test.Census;
import io.actor.test.simulation.SimulatedNode;
import io.actor.test.tape.Choices;

/**
 * Nodes beside the one of the run, with the same names of servers in them: started,
 * stopped once and more, with trees whose start fails at any step. Checks SL-S2 and
 * SL-S3: what has stopped or could not start holds nothing, and nodes share nothing.
 */
final class NodeLife implements Workload {

	private int running;

	/** Never sent. */
	private record Nothing() {
	}

	@Override
	public String name() {
		return "node-life";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		Choices choices = arena.choices(name());
		int count = 1 + choices.below(2);
		for (int i = 0; i < count; i++) {
			int lives = 1 + choices.below(1 + arena.profile().size() / 5);
			String host = "beside" + i;
			arena.after(Duration.ofMillis(choices.below(50)), () -> live(arena, choices, host, lives));
		}
	}

	private void live(Arena arena, Choices choices, String host, int left) {
		if (!arena.active() || left == 0) {
			return;
		}
		SimulatedNode machine = arena.world().simulation().node("nonode@" + host);
		this.running++;
		machine.run(() -> {
			Node node = Node.create(NodeConfig.local().seams(machine.seams()));
			if (choices.chance(0.1)) {
				node.close();
			}
			else {
				node.open();
				refuseToOpen(arena, node);
				work(arena, choices, node, left);
				stop(arena, choices, node);
			}
			leave(arena, node, 100, () -> {
				machine.retire();
				this.running--;
				live(arena, choices, host, left - 1);
			});
		});
	}

	private static void refuseToOpen(Arena arena, Node node) {
		try {
			node.open();
		}
		catch (IllegalStateException ex) {
			return;
		}
		throw arena.violated("SL-S3", "a node was opened a second time");
	}

	private void work(Arena arena, Choices choices, Node node, int number) {
		Census before = Census.of(node);
		int width = 1 + choices.below(5);
		int failing = choices.below(2 * width);
		List<String> events = new ArrayList<>();
		Supervisor tree = Supervisor.oneForAll();
		for (int i = 0; i < width; i++) {
			int index = i;
			tree = tree.child(ChildSpec.worker("part-" + i, () -> new Part(index, index == failing, events)));
		}
		boolean failed = false;
		try {
			if (choices.chance(0.5)) {
				node.start(tree, StartOptions.named("tree"));
			}
			else {
				node.startChild(ChildSpec.supervisor("tree", tree));
			}
		}
		catch (StartException ex) {
			failed = true;
			arena.mark(BehaviourMarks.START_FAILED);
		}
		if (failed != failing < width) {
			throw arena.violated("SL-S2", "a tree of " + width + " whose part " + failing + " fails gave " + failed);
		}
		inOrder(arena, events, failed ? failing : width);
		if (failed) {
			Census after = Census.of(node);
			if (!after.processes().equals(before.processes()) || !after.names().equals(before.names())
					|| after.aliases() != before.aliases() || after.timers() != before.timers()) {
				throw arena.violated("SL-S2", "after a start that failed there is " + after + ", before " + before);
			}
			if (events.size() != 2 * failing + 1) {
				throw arena.violated("SL-S2", "after a start that failed not all parts were stopped: " + events);
			}
		}
		else {
			node.server("part-0").cast(number);
		}
	}

	/** Starts go up; of those that started, stops go down. */
	private static void inOrder(Arena arena, List<String> events, int running) {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < running; i++) {
			expected.add("start " + i);
		}
		if (events.size() > running) {
			expected.add("fail " + running);
			for (int i = running - 1; i >= 0; i--) {
				expected.add("stop " + i);
			}
		}
		if (!expected.equals(events)) {
			throw arena.violated("SV-S1", "a tree did " + events + " and not " + expected);
		}
	}

	private static void stop(Arena arena, Choices choices, Node node) {
		boolean both = choices.chance(0.5);
		if (both) {
			// Another one stops it too; whoever is second does not wait.
			node.processes().execute(() -> {
				if (node.state() == NodeState.STOPPING) {
					arena.mark(BehaviourMarks.STOPPED_TWICE);
				}
				node.close();
			});
		}
		node.close();
		node.close();
	}

	/** What was outside the tree is killed last, and may take a few steps to end. */
	private static void leave(Arena arena, Node node, int looks, Runnable then) {
		arena.after(Duration.ofMillis(1), () -> {
			Processes left = node.processes();
			if (node.state() == NodeState.DOWN && left.count() == 0 && left.registeredNames().isEmpty()
					&& left.aliasCount() == 0 && left.timerCount() == 0) {
				then.run();
			}
			else if (looks == 0) {
				arena.violated("SL-S2", "a node that was stopped is " + node.state() + " and holds " + Census.of(node));
			}
			else {
				leave(arena, node, looks - 1, then);
			}
		});
	}

	@Override
	public boolean settled(Arena arena) {
		return this.running == 0;
	}

	@Override
	public String waitsFor(Arena arena) {
		return "SL-L1: " + this.running + " nodes have not stopped";
	}

	/** A part of a tree. */
	private static final class Part extends GenServer<Object, Object> {

		private final int index;

		private final boolean fails;

		private final List<String> events;

		Part(int index, boolean fails, List<String> events) {
			this.index = index;
			this.fails = fails;
			this.events = events;
		}

		@Override
		protected Init init() {
			self().trapExit(true);
			// Things to leave behind.
			self().alias();
			self().sendAfter(Duration.ofHours(1), self().pid(), new Nothing());
			if (this.fails) {
				this.events.add("fail " + this.index);
				return failed(ExitReason.named("refused"));
			}
			this.events.add("start " + this.index);
			return ok();
		}

		@Override
		protected Next handleCast(Object message) {
			return noReply();
		}

		@Override
		protected void terminate(ExitReason reason) {
			this.events.add("stop " + this.index);
		}

	}

}
