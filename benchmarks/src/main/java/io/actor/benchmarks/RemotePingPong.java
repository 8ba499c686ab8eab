package io.actor.benchmarks;

import java.util.Collection;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.term.Destination;
import io.actor.term.RegisteredName;

/** r1. One op: a round trip between a process here and one on the other node. */
final class RemotePingPong implements RemoteWorkload {

	@Override
	public void run(Node node, String other, Measurements measurements) throws Exception {
		int roundTrips = measurements.size(10_000, 50_000);
		measurements.repeat("r1_pingpong", roundTrips, () -> play(node, other, roundTrips));
	}

	private static void play(Node node, String other, int roundTrips) throws Exception {
		Finish finish = new Finish(1);
		node.start(() -> new Pinger(new RegisteredName(RemoteSide.ECHO, other), roundTrips, finish),
				StartOptions.DEFAULT);
		finish.await();
	}

	private static final class Pinger extends GenServer<Request<?>, Object> {

		private final Finish finish;

		private Destination echo;

		private int left;

		Pinger(Destination echo, int roundTrips, Finish finish) {
			this.echo = echo;
			this.left = roundTrips;
			this.finish = finish;
		}

		@Override
		protected Collection<? extends Class<?>> infoTypes() {
			return List.of(RemoteMessage.class);
		}

		@Override
		protected Init init() {
			ping();
			return Init.OK;
		}

		@Override
		protected Next handleInfo(Object message) {
			if (--this.left == 0) {
				this.finish.arrive();
				return stop(ExitReason.NORMAL);
			}
			if (message instanceof RemoteMessage.Pong pong) {
				this.echo = pong.from();
			}
			ping();
			return noReply();
		}

		private void ping() {
			self().send(this.echo, new RemoteMessage.Ping(self().pid()));
		}

	}

}
