package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.List;

/**
 * What clients asked of one object, and what they were told: invocations and their ends
 * in the order of the world's only thread.
 */
final class History {

	/** More make the search for an order too long. */
	static final int LIMIT = 200;

	private final List<Operation> operations = new ArrayList<>();

	private int moments;

	/** How an operation ended, as far as its client knows. */
	enum Outcome {

		/** It has not. */
		OPEN,
		/** With an answer. */
		OK,
		/** It was not done, for certain. */
		FAIL,
		/** Nobody told; it may have been done. */
		INFO

	}

	/** One operation. */
	static final class Operation {

		private final int id;

		private final int client;

		private final Object input;

		private final int invoked;

		private int ended = Integer.MAX_VALUE;

		private Outcome outcome = Outcome.OPEN;

		private Object output;

		/** How often the object has done it, and when last. */
		private int done;

		private int doneAt = Integer.MAX_VALUE;

		private Operation(int id, int client, Object input, int invoked) {
			this.id = id;
			this.client = client;
			this.input = input;
			this.invoked = invoked;
		}

		int id() {
			return this.id;
		}

		Object input() {
			return this.input;
		}

		Outcome outcome() {
			return this.outcome;
		}

		Object output() {
			return this.output;
		}

		int invoked() {
			return this.invoked;
		}

		/**
		 * When it was over at the latest: for the client, or if nobody told the client,
		 * for the object.
		 */
		int over() {
			return (this.outcome == Outcome.OK) ? this.ended : this.doneAt;
		}

		/** Whether it has to be found in the order: answered, or done without answer. */
		boolean happened() {
			return this.outcome == Outcome.OK || this.done > 0;
		}

		int done() {
			return this.done;
		}

		@Override
		public String toString() {
			return "#" + this.id + " of client " + this.client + ": " + this.input + " " + this.outcome
					+ ((this.output != null) ? " " + this.output : "") + " [" + this.invoked + ", "
					+ ((over() != Integer.MAX_VALUE) ? over() : "") + "]";
		}

	}

	/** A client asks. */
	Operation invoke(int client, Object input) {
		Operation operation = new Operation(this.operations.size(), client, input, this.moments++);
		this.operations.add(operation);
		return operation;
	}

	/** The client is told the answer. */
	void ok(Operation operation, Object output) {
		operation.output = output;
		end(operation, Outcome.OK);
	}

	/** The client is told something else. */
	void end(Operation operation, Outcome outcome) {
		operation.outcome = outcome;
		operation.ended = this.moments++;
	}

	/** The object has done it, in the step in which this is called. */
	void done(int id) {
		Operation operation = this.operations.get(id);
		operation.done++;
		operation.doneAt = this.moments++;
	}

	Operation get(int id) {
		return this.operations.get(id);
	}

	boolean full() {
		return this.operations.size() >= LIMIT;
	}

	List<Operation> operations() {
		return this.operations;
	}

}
