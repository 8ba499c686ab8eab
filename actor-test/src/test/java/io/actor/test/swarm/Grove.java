package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

/** What the children of a workload's trees do, in order, and which of them live. */
final class Grove {

	private final Arena arena;

	private final List<Entry> trace = new ArrayList<>();

	private final Map<String, Pid> living = new HashMap<>();

	/**
	 * Something a child did.
	 *
	 * @param what it did
	 * @param time when, in virtual time
	 */
	record Entry(String what, long time) {

		@Override
		public String toString() {
			return this.what + " at " + this.time;
		}

	}

	Grove(Arena arena) {
		this.arena = arena;
	}

	Arena arena() {
		return this.arena;
	}

	List<Entry> trace() {
		return this.trace;
	}

	void began(Twig twig, Pid pid) {
		Pid other = this.living.put(twig.id(), pid);
		if (other != null) {
			throw this.arena.violated("SV-S5",
					"child " + twig.id() + " starts as " + pid + " while " + other + " lives");
		}
		note("start " + twig.id());
	}

	void terminates(Twig twig, ExitReason reason) {
		note("terminate " + twig.id() + " " + text(reason));
	}

	void ended(Twig twig, Pid pid, ExitReason reason) {
		if (!this.living.remove(twig.id(), pid)) {
			throw this.arena.violated("SV-S5", "child " + twig.id() + " ends twice as " + pid);
		}
		note("end " + twig.id() + " " + text(reason));
	}

	private void note(String what) {
		this.trace.add(new Entry(what, this.arena.now()));
		this.arena.note("trees", () -> what);
	}

	/** The process of a leaf, or null if it does not live. */
	Pid living(String id) {
		return this.living.get(id);
	}

	Map<String, Pid> living() {
		return this.living;
	}

	/** A reason as the trace writes it. */
	static String text(ExitReason reason) {
		return (reason instanceof ExitReason.Crash(Throwable cause) && cause instanceof ObjectServer.Planned) ? "crash"
				: reason.toString();
	}

}
