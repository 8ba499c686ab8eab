package io.actor.test.swarm;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A set of workloads that are run together under many seeds.
 *
 * @param name for reports and stored seeds
 * @param clustered whether runs have more than one node
 * @param share of the lane's time, in percent
 * @param factories make the workloads, fresh for each run
 * @param marks the situations its runs have to reach
 */
record Suite(String name, boolean clustered, int share, List<Supplier<Workload>> factories, Set<String> marks) {

	List<Workload> workloads() {
		return this.factories.stream().map(Supplier::get).toList();
	}

}
