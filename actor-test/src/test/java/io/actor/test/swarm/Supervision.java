package io.actor.test.swarm;

import java.time.Duration;
import java.util.List;

import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.Restart;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;

/**
 * Trees of supervisors, each beside a naive model: children crash, stop, are killed, fail
 * to start, ignore shutdown, are started and stopped by request, one event after another.
 * Checks SV-S1 to SV-S8, SV-L1 and SV-L2.
 */
final class Supervision implements Workload {

	private Node node;

	private Pid driver;

	private String doing = "nothing";

	private int trees;

	/** Never sent. */
	private record Nothing() {
	}

	@Override
	public String name() {
		return "supervision";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node started) {
		this.node = started;
		int count = 1 + arena.profile().size() / 4;
		this.driver = started.spawn((self) -> {
			for (int i = 0; i < count && arena.active(); i++) {
				plant(arena, self);
			}
		});
	}

	private void plant(Arena arena, Process self) {
		Choices choices = arena.choices(name());
		// Where time is not exact, restarts are all inside the window or each alone in
		// it.
		boolean alone = !Timing.exact(arena) && choices.chance(0.3);
		Duration period = Timing.exact(arena) ? Duration.ofMillis(choices.between(1, 1000))
				: alone ? Duration.ofMillis(1) : Duration.ofHours(1);
		Twig root = Twig.branch("tree-" + this.trees++, choices, Timing.of(arena), 3, period);
		SupervisedTree tree = new SupervisedTree(arena, this.node, self, root);
		if (choices.chance(0.1)) {
			plantFailure(root, choices);
		}
		if (!tree.start()) {
			return;
		}
		int events = choices.between(1, 3 + arena.profile().size());
		for (int i = 0; i < events && arena.active() && tree.model().alive(); i++) {
			self.receive(Nothing.class, Duration.ofMillis(alone ? 1_000 : choices.oneOf(0, 1, 200)));
			happen(tree, arena, self, choices, alone);
			tree.await(this.doing);
		}
		if (tree.model().alive()) {
			this.doing = "a stop";
			tree.stop();
		}
	}

	private static void plantFailure(Twig root, Choices choices) {
		Twig twig = root;
		while (!twig.isLeaf()) {
			twig = choices.oneOf(twig.children());
		}
		twig.script().fail(1, choices.oneOf(Twig.Failure.values()));
	}

	private void happen(SupervisedTree tree, Arena arena, Process self, Choices choices, boolean alone) {
		List<ModelChild> leaves = tree.model().leaves();
		if (leaves.isEmpty() || choices.chance(0.25)) {
			request(tree, choices, Timing.of(arena), alone);
			return;
		}
		List<ModelChild> edges = leaves.stream().filter((each) -> edge(each) >= arena.now()).toList();
		if (Timing.exact(arena) && !edges.isEmpty() && choices.chance(0.7)) {
			ModelChild leaf = choices.oneOf(edges);
			self.receive(Nothing.class, Duration.ofNanos(edge(leaf) + choices.oneOf(0, 1, 1, 2) - arena.now()));
			kill(tree, leaf, self);
			return;
		}
		ModelChild leaf = choices.oneOf(leaves);
		if (!alone && choices.chance(0.25)) {
			ModelChild sibling = choices.oneOf(leaves);
			sibling.twig().script().fail(1 + choices.below(3), choices.oneOf(Twig.Failure.values()));
		}
		ExitReason reason = choices.oneOf(ExitReason.named("other"), ExitReason.NORMAL, ExitReason.SHUTDOWN,
				ObjectServer.PLANNED);
		switch (choices.below(4)) {
			case 0 -> kill(tree, leaf, self);
			case 1 -> end(tree, leaf, reason);
			case 2 -> end(tree, leaf, ExitReason.crash(new ObjectServer.Planned()));
			default -> signal(tree, leaf, self, reason);
		}
	}

	/**
	 * The instant at which an end of this child is one restart too many for the last
	 * time.
	 */
	private static long edge(ModelChild leaf) {
		List<Long> restarts = leaf.parent().restarts();
		int intensity = leaf.parent().twig().intensity();
		if (leaf.twig().restart() == Restart.TEMPORARY || intensity == 0 || restarts.size() < intensity) {
			return -1;
		}
		return restarts.get(restarts.size() - intensity) + leaf.parent().twig().period().toNanos();
	}

	private void kill(SupervisedTree tree, ModelChild leaf, Process self) {
		this.doing = "a kill of " + leaf.twig().id();
		Pid pid = tree.grove().living(leaf.twig().id());
		tree.model().end(leaf, ExitReason.KILLED, false);
		self.exit(pid, ExitReason.KILL);
	}

	private void end(SupervisedTree tree, ModelChild leaf, ExitReason reason) {
		this.doing = leaf.twig().id() + " ended with " + Grove.text(reason);
		tree.model().end(leaf, reason, true);
		this.node.server(leaf.twig().id()).cast(new TreeChild.End(reason));
	}

	/** An exit signal of a stranger: a trapping child only gets a message. */
	private void signal(SupervisedTree tree, ModelChild leaf, Process self, ExitReason reason) {
		this.doing = "an exit signal " + reason + " to " + leaf.twig().id();
		Pid pid = tree.grove().living(leaf.twig().id());
		if (!leaf.twig().traps() && !reason.isNormal()) {
			tree.model().end(leaf, reason, false);
		}
		self.exit(pid, reason);
	}

	private void request(SupervisedTree tree, Choices choices, Timing timing, boolean alone) {
		ModelSupervisor supervisor = choices.oneOf(tree.model().supervisors());
		SupervisorRef real = this.node.supervisor(supervisor.twig().id());
		ModelRequests model = new ModelRequests(tree.model(), supervisor);
		List<ModelChild> children = supervisor.children();
		String id = children.isEmpty() ? "nobody" : choices.oneOf(children).twig().id();
		int kind = choices.below(4);
		String expected;
		ChildResult result;
		switch (kind) {
			case 0 -> {
				this.doing = "terminate_child " + id;
				expected = model.terminate(id);
				result = real.terminateChild(id);
			}
			case 1 -> {
				this.doing = "restart_child " + id;
				expected = model.restart(id);
				result = real.restartChild(id);
			}
			case 2 -> {
				this.doing = "delete_child " + id;
				expected = model.delete(id);
				result = real.deleteChild(id);
			}
			default -> {
				Twig twig = Twig.leaf(supervisor.twig().id() + "+" + this.trees++, choices, timing)
					.under(supervisor.twig().autoShutdown(), choices);
				if (!alone && choices.chance(0.2)) {
					twig.script().fail(1, choices.oneOf(Twig.Failure.values()));
				}
				this.doing = "start_child " + twig.id();
				expected = model.start(twig);
				result = real.startChild(twig.spec(tree.grove()));
			}
		}
		tree.answered(this.doing, expected, ModelRequests.text(result));
	}

	@Override
	public boolean settled(Arena arena) {
		return !this.node.processes().isAlive(this.driver);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "SV-L2: the tree has not come to rest after " + this.doing;
	}

}
