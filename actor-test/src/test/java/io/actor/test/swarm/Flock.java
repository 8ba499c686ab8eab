package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.supervisor.Restart;
import io.actor.supervisor.Strategy;
import io.actor.test.tape.Choices;

/**
 * A supervisor that many things happen to at once.
 *
 * @param name its id and name
 * @param strategy its strategy; null for a dynamic one
 * @param intensity most restarts
 * @param period inside this time
 * @param kinds its children, in order
 */
record Flock(String name, Strategy strategy, int intensity, Duration period, List<Kind> kinds) {

	/** How long a child takes to terminate, if it takes time. */
	static final Duration DYING = Duration.ofMillis(5);

	/**
	 * A kind of child.
	 *
	 * @param id its id
	 * @param index its place in its supervisor
	 * @param restart its restart type
	 * @param alone whether only its own end can lead to its restart
	 * @param dying how long its terminate takes
	 */
	record Kind(String id, int index, Restart restart, boolean alone, Duration dying) {

		/** Draws one. */
		static Kind of(String id, int index, boolean alone, Choices choices) {
			return new Kind(id, index, choices.oneOf(Restart.values()), alone,
					choices.chance(0.4) ? DYING : Duration.ZERO);
		}

	}

	/** Draws one. */
	static Flock of(String name, Choices choices) {
		Strategy strategy = choices.chance(0.3) ? null : choices.oneOf(Strategy.values());
		List<Kind> kinds = new ArrayList<>();
		for (int i = (strategy != null) ? 1 + choices.below(4) : 0; i > 0; i--) {
			kinds.add(Kind.of(name + "." + kinds.size(), kinds.size(), strategy == Strategy.ONE_FOR_ONE, choices));
		}
		return new Flock(name, strategy, choices.oneOf(3, 0, 1, 10), Duration.ofMillis(choices.oneOf(10, 1, 100)),
				List.copyOf(kinds));
	}

}
