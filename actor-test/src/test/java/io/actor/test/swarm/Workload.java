package io.actor.test.swarm;

import io.actor.node.Node;
import io.actor.node.NodeConfig;

/**
 * Something the processes of a run do, and what must be true of it. A workload knows only
 * what its own processes have done and seen, never the inside of the library.
 */
interface Workload {

	/** Its name, for profiles and reports. */
	String name();

	/**
	 * How nodes are configured if it runs alone.
	 * @param size how much it does, 1 to 20
	 */
	default NodeConfig configure(NodeConfig config, int size) {
		return config;
	}

	/** Whether nothing else can run beside it. */
	default boolean alone() {
		return false;
	}

	/** A node has started, for the first time or again: what it does there. */
	void nodeStarted(Arena arena, String alive, Node node);

	/** A node has crashed with all that ran on it. */
	default void nodeCrashed(Arena arena, String alive) {
	}

	/** Faults have stopped: it begins nothing new and lets come to an end what runs. */
	default void calm(Arena arena) {
	}

	/**
	 * Whether all it waits for has come, asked again and again after the faults have
	 * stopped: the liveness invariants.
	 */
	default boolean settled(Arena arena) {
		return true;
	}

	/** Who waits for what, if it never settles. */
	default String waitsFor(Arena arena) {
		return "";
	}

	/**
	 * Checks at the end what can only be told then; what can be told earlier is told at
	 * once by {@link Arena#violated}.
	 */
	default void check(Arena arena) {
	}

}
