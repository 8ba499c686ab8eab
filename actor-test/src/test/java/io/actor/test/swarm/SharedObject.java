package io.actor.test.swarm;

import java.util.BitSet;

import io.actor.test.swarm.SequentialObject.Step;

/**
 * What servers of one name keep, one after another, and what their clients have seen of
 * it. It outlives a server, as a database would: the history goes on after a restart.
 */
final class SharedObject {

	private final Arena arena;

	private final String name;

	private final SequentialObject kind;

	private final History history = new History();

	private final BitSet begun = new BitSet();

	private Object state;

	private int values;

	SharedObject(Arena arena, String name, SequentialObject kind) {
		this.arena = arena;
		this.name = name;
		this.kind = kind;
		this.state = kind.initial();
	}

	Arena arena() {
		return this.arena;
	}

	/** The name of its server. */
	String name() {
		return this.name;
	}

	SequentialObject kind() {
		return this.kind;
	}

	History history() {
		return this.history;
	}

	/** A value nobody has used before. */
	int fresh() {
		return ++this.values;
	}

	/** A server has taken the request. */
	void begin(int id) {
		if (this.begun.get(id)) {
			throw this.arena.violated("GS-S6", this.name + " handles a second time " + this.history.get(id));
		}
		this.begun.set(id);
	}

	boolean begun(int id) {
		return this.begun.get(id);
	}

	/** Does what was asked, in one step that nothing interrupts. */
	Object apply(int id, Object input) {
		Step step = this.kind.apply(this.state, input);
		this.state = step.state();
		this.history.done(id);
		return step.output();
	}

	/** What can only be told when all is over. */
	void check() {
		for (History.Operation each : this.history.operations()) {
			if (each.outcome() == History.Outcome.FAIL && each.done() > 0) {
				throw this.arena.violated("GS-S1", "the client was told that nobody took it, but " + each);
			}
			if (each.outcome() == History.Outcome.OK && each.done() == 0) {
				throw this.arena.violated("GS-S2", "answered, but never done: " + each);
			}
		}
		String problem = Linearizability.problem(this.kind, this.history);
		if (problem != null) {
			throw this.arena.violated("GS-S5", this.name + ": " + problem);
		}
	}

}
