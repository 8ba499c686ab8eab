package io.actor.benchmarks;

import java.time.Duration;

import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;

/** d. One op: a call; all caller processes call the same server. */
record Calls(String name, int callers, int inShort, int inFull) implements Workload {

	static final Duration TIMEOUT = Duration.ofSeconds(60);

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int each = measurements.size(this.inShort, this.inFull);
		measurements.repeat(this.name, (long) this.callers * each, () -> calls(node, each));
	}

	private void calls(Node node, int each) throws Exception {
		Finish finish = new Finish(this.callers);
		ServerRef server = node.start(Adder::new, StartOptions.DEFAULT).withTimeout(TIMEOUT);
		for (int i = 0; i < this.callers; i++) {
			node.spawn((self) -> {
				call(server, each);
				finish.arrive();
			});
		}
		finish.await();
		server.stop();
	}

	static void call(ServerRef server, int times) {
		for (int number = 0; number < times; number++) {
			if (server.call(new Adder.Add(number)) != number + 1) {
				throw new IllegalStateException("Wrong sum");
			}
		}
	}

}
