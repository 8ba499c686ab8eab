package io.actor.test.planted;

import java.util.List;
import java.util.stream.Stream;

/** All planted faults. */
final class PlantedFaults {

	static final List<PlantedFault> ALL = Stream.of(ProcessFaults.ALL, BehaviourFaults.ALL, ClusterFaults.ALL)
		.flatMap(List::stream)
		.toList();

	private PlantedFaults() {
	}

}
