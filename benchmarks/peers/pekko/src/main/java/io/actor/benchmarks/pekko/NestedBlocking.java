package io.actor.benchmarks.pekko;

import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** ib. As i, but each actor blocks its thread until its answer is there. */
final class NestedBlocking implements Workload {

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		new Chains(actors, (next) -> new Link(next, actors.scheduler())).measure("i_nested_blocking",
				measurements.size(3, 10), measurements);
	}

	private static final class Link extends Receiver<Chains.Question> {

		private final Optional<ActorRef<Chains.Question>> next;

		private final Scheduler scheduler;

		Link(Optional<ActorRef<Chains.Question>> next, Scheduler scheduler) {
			this.next = next;
			this.scheduler = scheduler;
		}

		@Override
		public Behavior<Chains.Question> receive(TypedActorContext<Chains.Question> context, Chains.Question message)
				throws InterruptedException {
			Chains.Nest nest = (Chains.Nest) message;
			nest.replyTo().tell(new Chains.Depth(1 + below(nest.sleepMillis())));
			return this;
		}

		private int below(int sleepMillis) throws InterruptedException {
			if (this.next.isEmpty()) {
				if (sleepMillis > 0) {
					Thread.sleep(sleepMillis);
				}
				return 0;
			}
			return AskPattern.<Chains.Question, Chains.Depth>ask(this.next.get(),
					(replyTo) -> new Chains.Nest(replyTo, sleepMillis), Chains.TIMEOUT, this.scheduler)
				.toCompletableFuture()
				.join()
				.links();
		}

	}

}
