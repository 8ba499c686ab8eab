package io.actor.test.simulation;

import java.util.HashMap;
import java.util.Map;

import io.actor.test.tape.Choices;

/**
 * Which of the runnable ones runs next. Each kind finds other races: chance visits
 * everything a little, priorities with few changes find a race that needs few exact
 * switches, a starved process finds who waits for it for ever.
 */
public enum Policy {

	/** In the order in which they became runnable. The simplest, for shrinking. */
	FIFO,

	/** Any of them. */
	UNIFORM,

	/** The one that became runnable last. */
	LIFO,

	/** Highest priority first; priorities are drawn, and a few times in a run changed. */
	PRIORITY,

	/** One of them only when nothing else can run. */
	STARVE_ONE,

	/** The one that has just run, until it cannot. */
	BURST;

	/** Makes the decisions of one run. */
	Picker picker(Choices choices) {
		return new Picker(this, choices);
	}

	/** Decides step by step. */
	static final class Picker {

		/** Steps between two changes of priority, on average. */
		private static final int CHANGE = 400;

		private final Policy policy;

		private final Choices choices;

		private final Map<Integer, Integer> priorities = new HashMap<>();

		private int last = -1;

		private int starved = -1;

		private Picker(Policy policy, Choices choices) {
			this.policy = policy;
			this.choices = choices;
		}

		/**
		 * The index of the one to run.
		 * @param subjects who can run, in the order in which they became runnable
		 * @param count how many they are
		 */
		int pick(int[] subjects, int count) {
			int index = (count == 1) ? 0 : switch (this.policy) {
				case FIFO -> 0;
				case UNIFORM -> this.choices.below(count);
				case LIFO -> count - 1;
				case PRIORITY -> highest(subjects, count);
				case STARVE_ONE -> anyBut(subjects, count);
				case BURST -> sameAgain(subjects, count);
			};
			this.last = subjects[index];
			return index;
		}

		private int highest(int[] subjects, int count) {
			int best = 0;
			int bestPriority = Integer.MIN_VALUE;
			for (int i = 0; i < count; i++) {
				int priority = this.priorities.computeIfAbsent(subjects[i], (subject) -> this.choices.below(1_000_000));
				if (priority > bestPriority) {
					best = i;
					bestPriority = priority;
				}
			}
			if (this.choices.below(CHANGE) == CHANGE - 1) {
				this.priorities.put(subjects[best], -this.choices.below(1_000_000));
			}
			return best;
		}

		private int anyBut(int[] subjects, int count) {
			int index = this.choices.below(count);
			if (this.starved < 0) {
				this.starved = subjects[index];
			}
			return (subjects[index] != this.starved) ? index : (index + 1) % count;
		}

		private int sameAgain(int[] subjects, int count) {
			for (int i = 0; i < count; i++) {
				if (subjects[i] == this.last) {
					return i;
				}
			}
			return this.choices.below(count);
		}

	}

}
