package io.actor.test.swarm;

import java.util.List;
import java.util.function.Supplier;

/** Workloads of servers, calls and supervisors. */
final class BehaviourWorkloads {

	static final List<Supplier<Workload>> ALL = List.of(CallTraffic::new, Supervision::new, ServerLife::new,
			RequestChain::new, NodeLife::new, SupervisorStorm::new);

	private BehaviourWorkloads() {
	}

}
