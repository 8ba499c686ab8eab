package io.actor.benchmarks;

import io.actor.node.Node;

/** One workload between two nodes. */
@FunctionalInterface
interface RemoteWorkload {

	/**
	 * Runs its repetitions and reports each of them.
	 * @param node the node that measures
	 * @param other the name of the other node
	 */
	void run(Node node, String other, Measurements measurements) throws Exception;

}
