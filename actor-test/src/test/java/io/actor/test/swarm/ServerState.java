package io.actor.test.swarm;

import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.test.swarm.LifeServer.Start;

/** What is known of one server, and which of its callbacks may run next. */
final class ServerState {

	final Arena arena;

	final Start start;

	final boolean traps;

	Pid pid;

	/** A process its init has linked. */
	Pid child;

	boolean inside;

	int terminations;

	/** Whether a kill of it has returned. */
	boolean killed;

	/** What must continue before anything else happens. */
	Object continuation;

	/** When the silence ends that it waits for, or -1. */
	long silence = -1;

	int notes;

	ServerState(Arena arena, Start start, boolean traps) {
		this.arena = arena;
		this.start = start;
		this.traps = traps;
	}

	/**
	 * A callback begins.
	 * @param continuing what it continues with, or null
	 */
	void enter(Process self, String callback, Object continuing) {
		if (this.inside) {
			throw this.arena.violated("GS-S8", self + " runs " + callback + " beside another callback");
		}
		if (this.killed) {
			throw this.arena.violated("GS-S8", self + " runs " + callback + " after it was killed");
		}
		if (this.terminations > 0) {
			throw this.arena.violated("GS-S8", self + " runs " + callback + " after terminate");
		}
		if (this.continuation != null && !this.continuation.equals(continuing)) {
			throw this.arena.violated("GS-S8",
					self + " runs " + callback + " before it continues with " + this.continuation);
		}
		this.continuation = null;
		this.silence = -1;
		this.inside = true;
	}

}
