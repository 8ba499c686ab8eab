package io.actor.test;

import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Tape;

/** Where simulated worlds begin. */
public final class ActorTestKit {

	private ActorTestKit() {
	}

	/**
	 * A world with one node that has no name. Everything runs in order; the seed decides
	 * the node's random numbers.
	 */
	public static World local(long seed) {
		World world = new World(Tape.of(seed), SimulationOptions.PLAIN);
		world.node();
		return world;
	}

	/** A world for a cluster: {@code ActorTestKit.cluster(42).nodes(3)}. */
	public static World cluster(long seed) {
		return new World(Tape.of(seed), SimulationOptions.PLAIN);
	}

	/**
	 * Plays a scenario under many seeds, each with another order of what can run and
	 * another network, and fails with the smallest story if it fails under one of them.
	 *
	 * <pre>{@code
	 * ActorTestKit.explore(200, (world) -> {
	 *     world.nodes(2);
	 *     ...
	 * });
	 * }</pre>
	 * @param seeds how many; {@code -Dsim.seed=17} plays that one alone
	 * @throws AssertionError with the seed, a space-time diagram, and the failure as its
	 * cause
	 */
	public static void explore(int seeds, Scenario scenario) {
		new Exploration(scenario).run(seeds);
	}

}
