package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.List;

import io.actor.test.tape.Choices;

/** An object that does one thing after another: what the clients of a server may see. */
enum SequentialObject {

	/** Holds a number. */
	REGISTER {
		@Override
		Object initial() {
			return 0;
		}

		@Override
		Step apply(Object state, Object input) {
			return switch (input) {
				case Write(int value) -> new Step(value, state);
				case CompareAndSet(int expected, int value) when state.equals(expected) -> new Step(value, true);
				case CompareAndSet miss -> new Step(state, false);
				default -> new Step(state, state);
			};
		}

		@Override
		Object input(Choices choices, int fresh) {
			return switch (choices.below(4)) {
				case 0, 1 -> new Read();
				case 2 -> new Write(fresh);
				default -> new CompareAndSet(Math.max(0, fresh - 1 - choices.below(3)), fresh);
			};
		}
	},

	/** First in, first out. */
	QUEUE {
		@Override
		Object initial() {
			return List.of();
		}

		@Override
		Step apply(Object state, Object input) {
			List<Integer> items = new ArrayList<>(numbers(state));
			if (input instanceof Write(int value)) {
				items.add(value);
				return new Step(List.copyOf(items), items.size());
			}
			int first = items.isEmpty() ? -1 : items.removeFirst();
			return new Step(List.copyOf(items), first);
		}

		@Override
		Object input(Choices choices, int fresh) {
			return choices.chance(0.5) ? new Write(fresh) : new Read();
		}
	},

	/** Accounts that money is moved between. */
	BANK {
		@Override
		Object initial() {
			return List.of(10, 10, 10);
		}

		@Override
		Step apply(Object state, Object input) {
			List<Integer> accounts = new ArrayList<>(numbers(state));
			if (input instanceof Move(int from, int to, int amount)) {
				if (accounts.get(from) < amount) {
					return new Step(state, false);
				}
				accounts.set(from, accounts.get(from) - amount);
				accounts.set(to, accounts.get(to) + amount);
				return new Step(List.copyOf(accounts), true);
			}
			return new Step(state, state);
		}

		@Override
		Object input(Choices choices, int fresh) {
			return choices.chance(0.4) ? new Read()
					: new Move(choices.below(3), choices.below(3), 1 + choices.below(15));
		}
	},

	/** Adds up. */
	COUNTER {
		@Override
		Object initial() {
			return 0;
		}

		@Override
		Step apply(Object state, Object input) {
			int sum = (Integer) state + ((input instanceof Write(int value)) ? value : 0);
			return new Step(sum, sum);
		}

		@Override
		Object input(Choices choices, int fresh) {
			return choices.chance(0.2) ? new Read() : new Write(1 + choices.below(9));
		}
	};

	/** Asks and changes nothing, except that a queue gives its first item away. */
	record Read() {
	}

	/** Puts a value. */
	record Write(int value) {
	}

	/** Puts a value if another one is there. */
	record CompareAndSet(int expected, int value) {
	}

	/** Moves money unless there is too little. */
	record Move(int from, int to, int amount) {
	}

	/**
	 * What an operation does.
	 *
	 * @param state after it
	 * @param output its answer
	 */
	record Step(Object state, Object output) {
	}

	/** The state at first. */
	abstract Object initial();

	/** Does one operation. */
	abstract Step apply(Object state, Object input);

	/**
	 * Any operation.
	 * @param fresh a value that was not used before
	 */
	abstract Object input(Choices choices, int fresh);

	@SuppressWarnings("unchecked")
	private static List<Integer> numbers(Object state) {
		return (List<Integer>) state;
	}

}
