package io.actor.benchmarks;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.term.Destination;

/** c. One op: a message received; eight senders send to one receiver and never wait. */
final class FanIn implements Workload {

	private static final int SENDERS = 8;

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int each = measurements.size(250_000, 1_000_000);
		measurements.repeat("c_fanin8", (long) SENDERS * each, () -> fanIn(node, each));
	}

	private static void fanIn(Node node, int each) throws Exception {
		Finish finish = new Finish(1);
		Destination counter = node.start(() -> new Counter(SENDERS * each, finish), StartOptions.DEFAULT).target();
		for (int i = 0; i < SENDERS; i++) {
			node.spawn((self) -> {
				for (int number = 0; number < each; number++) {
					self.send(counter, new Message(number));
				}
			});
		}
		finish.await();
	}

	private record Message(int number) {

	}

	private static final class Counter extends GenServer<Request<?>, Object> {

		private final Finish finish;

		private int left;

		Counter(int messages, Finish finish) {
			this.left = messages;
			this.finish = finish;
		}

		@Override
		protected Next handleInfo(Object message) {
			if (--this.left > 0) {
				return noReply();
			}
			this.finish.arrive();
			return stop(ExitReason.NORMAL);
		}

	}

}
