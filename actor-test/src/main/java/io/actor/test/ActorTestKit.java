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

}
