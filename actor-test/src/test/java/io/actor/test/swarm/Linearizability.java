package io.actor.test.swarm;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.actor.test.swarm.History.Operation;

/**
 * Looks for an order of the operations of a history that one object could have done one
 * after another with the same answers, in which no operation comes before one that was
 * over when it was invoked (Wing and Gong, with the memory of Lowe).
 */
final class Linearizability {

	/** Steps after which the search gives up and takes the history for valid. */
	private static final int PATIENCE = 200_000;

	private final SequentialObject object;

	private final List<Operation> operations;

	private final Set<Seen> seen = new HashSet<>();

	private final BitSet placed = new BitSet();

	private int best;

	private int steps;

	/** Where a search has been already: what was placed, and the state after it. */
	private record Seen(BitSet placed, Object state) {
	}

	private Linearizability(SequentialObject object, List<Operation> operations) {
		this.object = object;
		this.operations = operations;
	}

	/**
	 * Whether there is such an order; else what was tried.
	 * @return null if there is
	 */
	static String problem(SequentialObject object, History history) {
		List<Operation> happened = history.operations().stream().filter(Operation::happened).toList();
		Linearizability search = new Linearizability(object, happened);
		if (search.place(object.initial(), 0)) {
			return null;
		}
		return "no order explains the answers of " + object + "; at most " + search.best + " of " + happened.size()
				+ " operations can be put in order: " + happened;
	}

	private boolean place(Object state, int count) {
		this.best = Math.max(this.best, count);
		if (count == this.operations.size() || ++this.steps > PATIENCE) {
			return true;
		}
		int firstEnd = Integer.MAX_VALUE;
		for (int i = this.placed.nextClearBit(0); i < this.operations.size(); i = this.placed.nextClearBit(i + 1)) {
			firstEnd = Math.min(firstEnd, this.operations.get(i).over());
		}
		for (int i = this.placed.nextClearBit(0); i < this.operations.size(); i = this.placed.nextClearBit(i + 1)) {
			Operation next = this.operations.get(i);
			if (next.invoked() > firstEnd) {
				// Operations are listed by their invocations.
				break;
			}
			SequentialObject.Step step = this.object.apply(state, next.input());
			if (next.output() != null && !next.output().equals(step.output())) {
				continue;
			}
			this.placed.set(i);
			if (this.seen.add(new Seen((BitSet) this.placed.clone(), step.state())) && place(step.state(), count + 1)) {
				return true;
			}
			this.placed.clear(i);
		}
		return false;
	}

}
