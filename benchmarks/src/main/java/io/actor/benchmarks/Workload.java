package io.actor.benchmarks;

import io.actor.node.Node;

/** One workload: runs its repetitions and reports each of them. */
@FunctionalInterface
interface Workload {

	void run(Node node, Measurements measurements) throws Exception;

}
