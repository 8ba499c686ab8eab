package io.actor.benchmarks.pekko;

import java.time.Duration;
import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * i. One op: a chain of ten asks, each made while the one before waits, without blocking
 * a thread; a hundred chains at once.
 */
final class Nested implements Workload {

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		new Chains(actors, Link::new).measure("i_nested", measurements.size(20, 100), measurements);
	}

	/** The answer to an open question has arrived. */
	private record Up(ActorRef<Chains.Depth> replyTo, int links) implements Chains.Question {

	}

	private record Failed(Throwable cause) implements Chains.Question {

	}

	private static final class Link extends Receiver<Chains.Question> {

		private final Optional<ActorRef<Chains.Question>> next;

		Link(Optional<ActorRef<Chains.Question>> next) {
			this.next = next;
		}

		@Override
		public Behavior<Chains.Question> receive(TypedActorContext<Chains.Question> context, Chains.Question message) {
			switch (message) {
				case Chains.Nest nest when this.next.isPresent() -> ask(context.asJava(), this.next.get(), nest);
				case Chains.Nest nest -> answer(context.asJava(), nest);
				case Up up -> up.replyTo.tell(new Chains.Depth(up.links));
				case Failed failed -> throw new IllegalStateException(failed.cause);
				default -> throw new IllegalArgumentException("Unexpected " + message);
			}
			return this;
		}

		private static void ask(ActorContext<Chains.Question> context, ActorRef<Chains.Question> next,
				Chains.Nest nest) {
			context.ask(Chains.Depth.class, next, Chains.TIMEOUT,
					(replyTo) -> new Chains.Nest(replyTo, nest.sleepMillis()), (depth, failure) -> (depth != null)
							? new Up(nest.replyTo(), depth.links() + 1) : new Failed(failure));
		}

		private static void answer(ActorContext<Chains.Question> context, Chains.Nest nest) {
			if (nest.sleepMillis() == 0) {
				nest.replyTo().tell(new Chains.Depth(1));
			}
			else {
				context.scheduleOnce(Duration.ofMillis(nest.sleepMillis()), context.getSelf(),
						new Up(nest.replyTo(), 1));
			}
		}

	}

}
