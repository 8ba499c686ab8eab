package io.actor.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.term.Destination;

/** a, b. One op: a round trip (two messages) of a pair; all pairs at once. */
record PingPong(String name, int pairs, int inShort, int inFull) implements Workload {

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int roundTrips = measurements.size(this.inShort, this.inFull);
		measurements.repeat(this.name, (long) this.pairs * roundTrips, () -> play(node, roundTrips));
	}

	private void play(Node node, int roundTrips) throws Exception {
		Finish finish = new Finish(this.pairs);
		List<ServerRef> pingers = new ArrayList<>();
		for (int i = 0; i < this.pairs; i++) {
			Destination ponger = node.start(Ponger::new, StartOptions.DEFAULT).target();
			pingers.add(node.start(() -> new Pinger(ponger, roundTrips, finish), StartOptions.DEFAULT));
		}
		for (ServerRef pinger : pingers) {
			pinger.send(Pong.PONG);
		}
		finish.await();
	}

	private sealed interface Shot {

	}

	private record Ping(Destination from) implements Shot {

	}

	private enum Stop implements Shot {

		STOP

	}

	private enum Pong {

		PONG

	}

	private static final class Ponger extends GenServer<Request<?>, Object> {

		@Override
		protected Next handleInfo(Object message) {
			if (message instanceof Ping ping) {
				self().send(ping.from, Pong.PONG);
				return noReply();
			}
			return stop(ExitReason.NORMAL);
		}

	}

	private static final class Pinger extends GenServer<Request<?>, Object> {

		private final Destination ponger;

		private final Finish finish;

		private int left;

		Pinger(Destination ponger, int roundTrips, Finish finish) {
			this.ponger = ponger;
			this.left = roundTrips;
			this.finish = finish;
		}

		@Override
		protected Next handleInfo(Object message) {
			if (this.left-- == 0) {
				self().send(this.ponger, Stop.STOP);
				this.finish.arrive();
				return stop(ExitReason.NORMAL);
			}
			self().send(this.ponger, new Ping(self().pid()));
			return noReply();
		}

	}

}
