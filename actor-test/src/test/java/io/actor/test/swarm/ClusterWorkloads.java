package io.actor.test.swarm;

import java.util.List;
import java.util.function.Supplier;

/** Workloads of what goes between nodes. */
final class ClusterWorkloads {

	static final List<Supplier<Workload>> ALL = List.of(DamagedBytes::new, NodeWatch::new, Strangers::new,
			OrderlyStop::new, GroupChurn::new, RemoteRegister::new, RemoteRelations::new,
			() -> new RemoteTraffic(false), () -> new RemoteTraffic(true));

	private ClusterWorkloads() {
	}

}
