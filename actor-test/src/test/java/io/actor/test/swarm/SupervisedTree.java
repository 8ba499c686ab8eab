package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.actor.gen.CallException;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.FailedToStartChild;
import io.actor.term.Pid;

/**
 * A real tree beside its model: after each event both must have done the same, in the
 * same order, and where virtual time is exact, at the same instants.
 */
final class SupervisedTree {

	/** How often it is looked, and how long waited in between, until both agree. */
	private static final int LOOKS = 600;

	private static final Duration PAUSE = Duration.ofMillis(10);

	private final Arena arena;

	private final Node node;

	private final Process self;

	private final Grove grove;

	private final Twig root;

	private final ModelRun model;

	private Pid top;

	private int checked;

	private int looks;

	/** Never sent. */
	private record Nothing() {
	}

	SupervisedTree(Arena arena, Node node, Process self, Twig root) {
		this.arena = arena;
		this.node = node;
		this.self = self;
		this.root = root;
		this.grove = new Grove(arena);
		this.model = new ModelRun(arena, root);
	}

	Grove grove() {
		return this.grove;
	}

	ModelRun model() {
		return this.model;
	}

	/** Starts both; whether they could be started. */
	boolean start() {
		boolean expected = this.model.start();
		try {
			this.node.start(this.root.supervisor(this.grove), StartOptions.named(this.root.id()));
		}
		catch (StartException ex) {
			this.arena.mark(BehaviourMarks.START_FAILED);
			if (expected
					|| !(ex.reason() instanceof ExitReason.Shutdown(Object why) && why instanceof FailedToStartChild)) {
				throw this.arena.violated("SV-S2", "tree " + this.root.id() + " could not be started: " + ex.reason());
			}
			await("a start that fails");
			if (this.node.whereis(this.root.id()).isPresent() || !this.grove.living().isEmpty()) {
				throw this.arena.violated("SV-S6",
						"after a start that failed there is still " + this.root.id() + " or " + this.grove.living());
			}
			return false;
		}
		if (!expected) {
			throw this.arena.violated("SV-S2", "tree " + this.root.id() + " started although a child could not");
		}
		this.top = this.node.whereis(this.root.id()).orElseThrow();
		this.self.monitor(this.top);
		await("the start");
		return true;
	}

	/** Waits until the real tree has done what the model did. */
	void await(String event) {
		this.looks = 0;
		while (!sameTrace(event) || !sameChildren(event)) {
			again(event);
		}
		if (!this.model.alive() && this.top != null) {
			ended(event);
		}
	}

	private void again(String event) {
		if (this.looks++ > LOOKS) {
			throw this.arena.violated("SV-L1", told(event) + " and has not come to rest");
		}
		this.self.receive(Nothing.class, (this.looks < 20) ? PAUSE : PAUSE.multipliedBy(10));
	}

	private boolean sameTrace(String event) {
		List<Grove.Entry> real = this.grove.trace();
		List<Grove.Entry> expected = this.model.trace();
		for (int i = this.checked; i < real.size(); i++) {
			if (i >= expected.size() || !real.get(i).what().equals(expected.get(i).what())) {
				throw this.arena.violated(invariant(), told(event));
			}
			if (Timing.exact(this.arena) && real.get(i).time() != expected.get(i).time()) {
				throw this.arena.violated(real.get(i).what().endsWith("killed") ? "SV-S7" : "SV-L2", told(event));
			}
			this.checked++;
		}
		return real.size() == expected.size();
	}

	private String invariant() {
		List<String> real = rest(this.grove.trace());
		List<String> expected = rest(this.model.trace());
		Collections.sort(real);
		Collections.sort(expected);
		if (real.equals(expected)) {
			return "SV-S1";
		}
		return this.model.gaveUp() ? "SV-S4" : "SV-S2";
	}

	private List<String> rest(List<Grove.Entry> trace) {
		List<String> rest = new ArrayList<>();
		trace.subList(Math.min(this.checked, trace.size()), trace.size()).forEach((entry) -> rest.add(entry.what()));
		return rest;
	}

	private String told(String event) {
		int from = Math.max(0, this.checked - 3);
		List<Grove.Entry> real = this.grove.trace();
		List<Grove.Entry> expected = this.model.trace();
		return "after " + event + " tree " + this.root.id() + " did "
				+ real.subList(Math.min(from, real.size()), real.size()) + " where the model did "
				+ expected.subList(Math.min(from, expected.size()), expected.size());
	}

	private boolean sameChildren(String event) {
		if (!this.model.alive()) {
			return true;
		}
		for (ModelSupervisor supervisor : this.model.supervisors()) {
			List<String> expected = new ArrayList<>();
			for (ModelChild child : supervisor.children()) {
				expected
					.addFirst(child.twig().id() + " " + (child.alive() ? "alive" : "dead") + " " + child.restarts());
			}
			List<String> real = children(supervisor);
			if (!expected.equals(real)) {
				if (this.looks > LOOKS / 10) {
					throw this.arena.violated("SV-S2", "after " + event + " supervisor " + supervisor.twig().id()
							+ " has children " + real + " and the model " + expected);
				}
				return false;
			}
		}
		return true;
	}

	private List<String> children(ModelSupervisor supervisor) {
		try {
			return this.node.supervisor(supervisor.twig().id()).whichChildren().stream().map(this::told).toList();
		}
		catch (CallException ex) {
			return List.of(ex.reason().toString());
		}
	}

	private String told(ChildInfo child) {
		Pid pid = child.pid();
		boolean alive = pid != null && this.node.processes().isAlive(pid)
				&& (this.grove.living(child.id()) == null || this.grove.living(child.id()).equals(pid));
		return child.id() + " " + (alive ? "alive" : "dead") + " " + child.restarts();
	}

	private void ended(String event) {
		Down down = this.self.receive(Down.class, (each) -> each.target().equals(this.top), Duration.ofSeconds(60))
			.orElse(null);
		if (down == null || !down.reason().equals(ExitReason.SHUTDOWN)) {
			throw this.arena.violated(this.model.gaveUp() ? "SV-S4" : "SV-L2",
					"after " + event + " supervisor " + this.root.id() + " did not end with shutdown but: " + down);
		}
		if (!this.grove.living().isEmpty()) {
			throw this.arena.violated("SV-S6",
					this.root.id() + " has ended and its children live: " + this.grove.living());
		}
	}

	/** A supervisor has answered a request. */
	void answered(String event, String expected, String real) {
		if (!expected.equals(real)) {
			throw this.arena.violated("SV-S2", event + " was answered with " + real + " and by the model " + expected);
		}
	}

	/** Stops the tree from outside. */
	void stop() {
		this.model.stop();
		this.node.server(this.top).stop(ExitReason.SHUTDOWN, null);
		await("a stop");
	}

}
