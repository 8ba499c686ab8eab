package io.actor.test.swarm;

import java.util.List;
import java.util.function.Supplier;

/**
 * A set of workloads that are run together under many seeds.
 *
 * @param name for reports and stored seeds
 * @param clustered whether runs have more than one node
 * @param factories make the workloads, fresh for each run
 */
record Suite(String name, boolean clustered, List<Supplier<Workload>> factories) {

	List<Workload> workloads() {
		return this.factories.stream().map(Supplier::get).toList();
	}

}
