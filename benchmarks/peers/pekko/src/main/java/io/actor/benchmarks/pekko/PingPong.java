package io.actor.benchmarks.pekko;

import java.util.ArrayList;
import java.util.List;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** a, b. One op: a round trip (two messages) of a pair; all pairs at once. */
record PingPong(String name, int pairs, int inShort, int inFull) implements Workload {

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int roundTrips = measurements.size(this.inShort, this.inFull);
		measurements.repeat(this.name, (long) this.pairs * roundTrips, () -> play(actors, roundTrips));
	}

	private void play(Actors actors, int roundTrips) throws Exception {
		Finish finish = new Finish(this.pairs);
		List<Behavior<Answered>> pingers = new ArrayList<>();
		for (int i = 0; i < this.pairs; i++) {
			ActorRef<Shot> ponger = actors.spawn(new Ponger());
			pingers.add(Behaviors.setup((context) -> new Pinger(context.getSelf(), ponger, roundTrips, finish)));
		}
		for (ActorRef<Answered> pinger : actors.spawn(pingers)) {
			pinger.tell(Answered.FIRST);
		}
		finish.await();
	}

	private sealed interface Shot {

	}

	private record Ping(ActorRef<Answered> from) implements Shot {

	}

	private enum Stop implements Shot {

		STOP

	}

	private enum Answered {

		FIRST, PONG

	}

	private static final class Ponger extends Receiver<Shot> {

		@Override
		public Behavior<Shot> receive(TypedActorContext<Shot> context, Shot message) {
			if (message instanceof Ping ping) {
				ping.from.tell(Answered.PONG);
				return this;
			}
			return Behaviors.stopped();
		}

	}

	private static final class Pinger extends Receiver<Answered> {

		private final ActorRef<Answered> self;

		private final ActorRef<Shot> ponger;

		private final Finish finish;

		private int left;

		Pinger(ActorRef<Answered> self, ActorRef<Shot> ponger, int roundTrips, Finish finish) {
			this.self = self;
			this.ponger = ponger;
			this.left = roundTrips;
			this.finish = finish;
		}

		@Override
		public Behavior<Answered> receive(TypedActorContext<Answered> context, Answered message) {
			if (this.left-- == 0) {
				this.ponger.tell(Stop.STOP);
				this.finish.arrive();
				return Behaviors.stopped();
			}
			this.ponger.tell(new Ping(this.self));
			return this;
		}

	}

}
