package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.List;

import io.actor.supervisor.AutoShutdown;
import io.actor.supervisor.Restart;

/**
 * A supervisor as the documentation of OTP describes it (module {@code supervisor}, and
 * "Supervisor Behaviour" in the Design Principles), written without looking at ours: what
 * its children do is computed, in order and with times.
 */
final class ModelSupervisor {

	private final Twig twig;

	private final ModelRun run;

	private final List<ModelChild> children = new ArrayList<>();

	/** When there were restarts, in virtual time. */
	private final List<Long> restarts = new ArrayList<>();

	ModelSupervisor(Twig twig, ModelRun run) {
		this.twig = twig;
		this.run = run;
	}

	Twig twig() {
		return this.twig;
	}

	List<ModelChild> children() {
		return this.children;
	}

	List<Long> restarts() {
		return this.restarts;
	}

	/** Starts all children in order; if one fails, stops those started. */
	boolean start() {
		for (Twig each : this.twig.children()) {
			ModelChild child = new ModelChild(each, this, this.run);
			switch (child.start()) {
				case FAILED -> {
					stop();
					return false;
				}
				case IGNORED -> {
					if (each.restart() != Restart.TEMPORARY) {
						this.children.add(child);
					}
				}
				case STARTED -> this.children.add(child);
			}
		}
		return true;
	}

	/** Stops all children in reverse order. */
	void stop() {
		for (int i = this.children.size() - 1; i >= 0; i--) {
			this.children.get(i).stop();
		}
	}

	/**
	 * A child has ended by itself.
	 * @return whether this supervisor ends: it gives up, or shuts down automatically
	 */
	boolean ended(ModelChild child, boolean clean) {
		child.dead();
		switch (child.twig().restart()) {
			case TEMPORARY -> {
				this.children.remove(child);
				return shutsDown(child);
			}
			case TRANSIENT -> {
				return clean ? shutsDown(child) : restart(child);
			}
			case PERMANENT -> {
				return restart(child);
			}
		}
		return false;
	}

	/**
	 * "any_significant: the supervisor will automatically shut itself down when any
	 * significant child terminates; all_significant: when all significant children have
	 * terminated."
	 */
	private boolean shutsDown(ModelChild ended) {
		boolean shutsDown = ended.twig().significant() && switch (this.twig.autoShutdown()) {
			case NEVER -> false;
			case ANY_SIGNIFICANT -> true;
			case ALL_SIGNIFICANT ->
				this.children.stream().noneMatch((child) -> child.twig().significant() && child.alive());
		};
		if (shutsDown) {
			this.run.mark((this.twig.autoShutdown() == AutoShutdown.ANY_SIGNIFICANT) ? BehaviourMarks.FIRST_SIGNIFICANT
					: BehaviourMarks.LAST_SIGNIFICANT);
			stop();
		}
		else if (ended.twig().significant()) {
			this.run.mark(BehaviourMarks.NOT_LAST_SIGNIFICANT);
		}
		return shutsDown;
	}

	private boolean restart(ModelChild first) {
		ModelChild failed = first;
		for (boolean retry = false; failed != null; retry = true) {
			if (tooMany()) {
				stop();
				this.run.mark(retry ? BehaviourMarks.GAVE_UP_IN_RETRY : BehaviourMarks.GAVE_UP);
				return true;
			}
			failed.countRestart();
			failed = restartGroup(failed);
			if (failed != null) {
				this.run.mark(BehaviourMarks.INIT_FAILED_IN_RESTART);
			}
		}
		return false;
	}

	private boolean tooMany() {
		long now = this.run.now();
		long period = this.twig.period().toNanos();
		this.restarts.add(now);
		int inside = 0;
		for (long each : this.restarts) {
			if (now - each <= period) {
				inside++;
			}
		}
		if (this.restarts.contains(now - period)) {
			this.run.mark(BehaviourMarks.WINDOW_EDGE_INSIDE);
		}
		if (this.restarts.contains(now - period - 1)) {
			this.run.mark(BehaviourMarks.WINDOW_EDGE_OUTSIDE);
		}
		return inside > this.twig.intensity();
	}

	/** Gives back the child that could not be started, or null. */
	private ModelChild restartGroup(ModelChild child) {
		int at = this.children.indexOf(child);
		List<ModelChild> group = new ArrayList<>(switch (this.twig.strategy()) {
			case ONE_FOR_ONE -> List.of(child);
			case ONE_FOR_ALL -> this.children;
			case REST_FOR_ONE -> this.children.subList(at, this.children.size());
		});
		for (int i = group.size() - 1; i >= 0; i--) {
			if (group.get(i).alive()) {
				this.run.mark(BehaviourMarks.GROUP_RESTART);
			}
			else if (group.get(i) != child) {
				this.run.mark(BehaviourMarks.REVIVED);
			}
			group.get(i).stop();
		}
		for (ModelChild each : group) {
			if (each.twig().restart() == Restart.TEMPORARY) {
				this.run.mark(BehaviourMarks.FORGOT_TEMPORARY);
				this.children.remove(each);
			}
			else if (each.start() == ModelChild.Outcome.FAILED) {
				return each;
			}
		}
		return null;
	}

}
