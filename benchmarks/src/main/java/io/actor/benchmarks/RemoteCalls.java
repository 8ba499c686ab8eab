package io.actor.benchmarks;

import io.actor.gen.ServerRef;
import io.actor.node.Node;

/** r4. One op: a call; all caller processes call the same server of the other node. */
record RemoteCalls(String name, int callers, int inShort, int inFull) implements RemoteWorkload {

	@Override
	public void run(Node node, String other, Measurements measurements) throws Exception {
		int each = measurements.size(this.inShort, this.inFull);
		measurements.repeat(this.name, (long) this.callers * each, () -> calls(node, other, each));
	}

	private void calls(Node node, String other, int each) throws Exception {
		Finish finish = new Finish(this.callers);
		ServerRef server = node.server(RemoteSide.ADDER, other).withTimeout(Calls.TIMEOUT);
		for (int i = 0; i < this.callers; i++) {
			node.spawn((self) -> {
				Calls.call(server, each);
				finish.arrive();
			});
		}
		finish.await();
	}

}
