package io.actor.test.swarm;

import java.time.Duration;

import io.actor.supervisor.Shutdown;
import io.actor.test.swarm.Twig.Failure;

/** A child of a {@link ModelSupervisor}. */
final class ModelChild {

	private final Twig twig;

	private final ModelSupervisor parent;

	private final ModelRun run;

	private boolean alive;

	private int restarts;

	/** What is below it, if it is a supervisor that lives. */
	private ModelSupervisor below;

	/** What came of a start. */
	enum Outcome {

		STARTED, IGNORED, FAILED

	}

	ModelChild(Twig twig, ModelSupervisor parent, ModelRun run) {
		this.twig = twig;
		this.parent = parent;
		this.run = run;
	}

	Twig twig() {
		return this.twig;
	}

	ModelSupervisor parent() {
		return this.parent;
	}

	ModelSupervisor below() {
		return this.below;
	}

	boolean alive() {
		return this.alive;
	}

	int restarts() {
		return this.restarts;
	}

	void countRestart() {
		this.restarts++;
	}

	void dead() {
		this.alive = false;
		this.below = null;
	}

	Outcome start() {
		if (!this.twig.isLeaf()) {
			ModelSupervisor fresh = new ModelSupervisor(this.twig, this.run);
			this.alive = fresh.start();
			this.below = this.alive ? fresh : null;
			return this.alive ? Outcome.STARTED : Outcome.FAILED;
		}
		this.run.happens("start " + this.twig.id());
		this.run.pass(this.twig.starting());
		Failure failure = this.twig.script().modelled();
		if (failure == null) {
			this.alive = true;
			return Outcome.STARTED;
		}
		this.run.happens("end " + this.twig.id() + switch (failure) {
			case THROWS -> " crash";
			case REFUSES -> " refused";
			case IGNORES -> " normal";
		});
		return (failure == Failure.IGNORES) ? Outcome.IGNORED : Outcome.FAILED;
	}

	/** Its supervisor stops it, if it lives. */
	void stop() {
		if (!this.alive) {
			return;
		}
		if (this.below != null) {
			this.below.stop();
		}
		else if (this.twig.shutdown() instanceof Shutdown.BrutalKill) {
			this.run.happens("end " + this.twig.id() + " killed");
		}
		else if (this.twig.traps()) {
			this.run.happens("terminate " + this.twig.id() + " shutdown");
			boolean tooSlow = this.twig.shutdown() instanceof Shutdown.After(Duration limit)
					&& this.twig.dying().compareTo(limit) > 0;
			if (tooSlow && this.twig.shutdown() instanceof Shutdown.After(Duration limit)) {
				this.run.pass(limit);
				this.run.mark(BehaviourMarks.IGNORED_SHUTDOWN);
			}
			else {
				this.run.pass(this.twig.dying());
			}
			this.run.happens("end " + this.twig.id() + (tooSlow ? " killed" : " shutdown"));
		}
		else {
			this.run.happens("end " + this.twig.id() + " shutdown");
		}
		dead();
	}

	/** It ends by itself; terminate runs, or not. */
	void end(String reason, boolean terminates) {
		if (terminates) {
			this.run.happens("terminate " + this.twig.id() + " " + reason);
			this.run.pass(this.twig.leaving());
		}
		this.run.happens("end " + this.twig.id() + " " + reason);
	}

}
