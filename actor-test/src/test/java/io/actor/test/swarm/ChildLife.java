package io.actor.test.swarm;

import io.actor.process.ExitReason;
import io.actor.term.Pid;
import io.actor.test.swarm.Flock.Kind;

/** One process of a kind. */
final class ChildLife {

	final Kind kind;

	final Pid pid;

	final Pid parent;

	final long born;

	/** The one before it under the same supervisor. */
	final ChildLife before;

	boolean starting = true;

	boolean terminating;

	/** Whether somebody made it end, or its init failed. */
	boolean hit;

	ExitReason end;

	long ended;

	ChildLife(Kind kind, Pid pid, Pid parent, long born, ChildLife before) {
		this.kind = kind;
		this.pid = pid;
		this.parent = parent;
		this.born = born;
		this.before = before;
	}

	boolean alive() {
		return this.end == null;
	}

	@Override
	public String toString() {
		return this.kind.id() + this.pid.toLocalString() + (alive() ? "" : " ended with " + Grove.text(this.end));
	}

}
