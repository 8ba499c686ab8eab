package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.process.ExitReason;
import io.actor.supervisor.Restart;

/** A tree of {@link ModelSupervisor}s: its time, and what its children do in it. */
final class ModelRun {

	private final Arena arena;

	private final ModelSupervisor root;

	private final List<Grove.Entry> trace = new ArrayList<>();

	private long now;

	private boolean gaveUp;

	private boolean alive;

	ModelRun(Arena arena, Twig root) {
		this.arena = arena;
		this.root = new ModelSupervisor(root, this);
	}

	/** Starts the tree; whether it could be started. */
	boolean start() {
		begin();
		this.alive = this.root.start();
		return this.alive;
	}

	/** An event happens now. */
	void begin() {
		this.now = this.arena.now();
		this.gaveUp = false;
	}

	long now() {
		return this.now;
	}

	void pass(Duration time) {
		this.now += time.toNanos();
	}

	void happens(String what) {
		this.trace.add(new Grove.Entry(what, this.now));
	}

	void mark(String situation) {
		this.arena.mark(situation);
	}

	List<Grove.Entry> trace() {
		return this.trace;
	}

	/** Whether a supervisor gave up in the last event. */
	boolean gaveUp() {
		return this.gaveUp;
	}

	boolean alive() {
		return this.alive;
	}

	/** A leaf that lives ends by itself, and what follows from it happens. */
	void end(ModelChild leaf, ExitReason reason, boolean terminates) {
		begin();
		leaf.end(Grove.text(reason), terminates);
		ModelChild ended = leaf;
		boolean clean = reason.isClean();
		while (ended.parent().ended(ended, clean)) {
			this.gaveUp = true;
			// A supervisor that gives up ends with shutdown, and that is its parent's
			// turn.
			ModelChild above = find(ended.parent());
			if (above == null) {
				this.alive = false;
				return;
			}
			if (above.twig().restart() == Restart.PERMANENT) {
				mark(BehaviourMarks.ESCALATED);
			}
			ended = above;
			clean = true;
		}
	}

	void stop() {
		begin();
		this.root.stop();
		this.alive = false;
	}

	private ModelChild find(ModelSupervisor supervisor) {
		return supervisors().stream()
			.flatMap((each) -> each.children().stream())
			.filter((child) -> child.below() == supervisor)
			.findFirst()
			.orElse(null);
	}

	/** The supervisors that live, from the top. */
	List<ModelSupervisor> supervisors() {
		List<ModelSupervisor> all = new ArrayList<>(List.of(this.root));
		for (int i = 0; i < all.size(); i++) {
			for (ModelChild child : all.get(i).children()) {
				if (child.below() != null) {
					all.add(child.below());
				}
			}
		}
		return all;
	}

	/** The leaves that live. */
	List<ModelChild> leaves() {
		return supervisors().stream()
			.flatMap((each) -> each.children().stream())
			.filter((child) -> child.alive() && child.twig().isLeaf())
			.toList();
	}

}
