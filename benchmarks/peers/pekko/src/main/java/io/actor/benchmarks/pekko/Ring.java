package io.actor.benchmarks.pekko;

import java.util.ArrayList;
import java.util.List;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** e. One op: a hop of one token in a ring of 503 actors. */
final class Ring implements Workload {

	private static final int MEMBERS = 503;

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int hops = measurements.size(1_000_000, 5_000_000);
		measurements.repeat("e_ring503", hops, () -> ring(actors, hops));
	}

	private static void ring(Actors actors, int hops) throws Exception {
		Finish finish = new Finish(1);
		List<Behavior<Passed>> behaviors = new ArrayList<>();
		for (int i = 0; i < MEMBERS; i++) {
			behaviors.add(new Member(finish));
		}
		List<ActorRef<Passed>> members = actors.spawn(behaviors);
		for (int i = 0; i < MEMBERS; i++) {
			members.get(i).tell(new Next(members.get((i + 1) % MEMBERS)));
		}
		members.getFirst().tell(new Token(hops));
		finish.await();
		members.getFirst().tell(Stop.STOP);
	}

	private sealed interface Passed {

	}

	private record Next(ActorRef<Passed> member) implements Passed {

	}

	private record Token(int hops) implements Passed {

	}

	private enum Stop implements Passed {

		STOP

	}

	private static final class Member extends Receiver<Passed> {

		private final Finish finish;

		private ActorRef<Passed> next;

		Member(Finish finish) {
			this.finish = finish;
		}

		@Override
		public Behavior<Passed> receive(TypedActorContext<Passed> context, Passed message) {
			return switch (message) {
				case Token(int hops) when hops == 0 -> {
					this.finish.arrive();
					yield this;
				}
				case Token(int hops) -> {
					this.next.tell(new Token(hops - 1));
					yield this;
				}
				case Next(ActorRef<Passed> member) -> {
					this.next = member;
					yield this;
				}
				case Stop stop -> {
					this.next.tell(stop);
					yield Behaviors.stopped();
				}
			};
		}

	}

}
