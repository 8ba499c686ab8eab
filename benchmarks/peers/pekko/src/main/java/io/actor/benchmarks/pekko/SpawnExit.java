package io.actor.benchmarks.pekko;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** g. One op: spawn, one message to the parent, stop; in batches of a thousand. */
final class SpawnExit implements Workload {

	private static final int BATCH = 1_000;

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int spawns = measurements.size(200_000, 1_000_000);
		measurements.repeat("g_spawn_exit", spawns, () -> {
			Finish finish = new Finish(1);
			actors.spawn(new Parent(spawns, finish)).tell(Event.GO);
			finish.await();
		});
	}

	private enum Event {

		GO, CHILD_DONE

	}

	private static final class Parent extends Receiver<Event> {

		private final Finish finish;

		private int left;

		private int running;

		Parent(int spawns, Finish finish) {
			this.left = spawns;
			this.finish = finish;
		}

		@Override
		public Behavior<Event> receive(TypedActorContext<Event> context, Event event) {
			if (event == Event.CHILD_DONE && --this.running > 0) {
				return this;
			}
			if (this.left == 0) {
				this.finish.arrive();
				return Behaviors.stopped();
			}
			spawnBatch(context.asJava());
			return this;
		}

		private void spawnBatch(ActorContext<Event> context) {
			this.running = Math.min(this.left, BATCH);
			this.left -= this.running;
			ActorRef<Event> self = context.getSelf();
			for (int i = 0; i < this.running; i++) {
				context.spawnAnonymous(Behaviors.<Event>setup((child) -> {
					self.tell(Event.CHILD_DONE);
					return Behaviors.stopped();
				}));
			}
		}

	}

}
