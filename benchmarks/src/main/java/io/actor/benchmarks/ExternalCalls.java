package io.actor.benchmarks;

import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;

/** d, from outside. One op: a plain thread calls and blocks until the answer is there. */
final class ExternalCalls implements Workload {

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int calls = measurements.size(50_000, 200_000);
		measurements.repeat("d_call1_external", calls, () -> {
			ServerRef server = node.start(Adder::new, StartOptions.DEFAULT).withTimeout(Calls.TIMEOUT);
			Calls.call(server, calls);
			server.stop();
		});
	}

}
