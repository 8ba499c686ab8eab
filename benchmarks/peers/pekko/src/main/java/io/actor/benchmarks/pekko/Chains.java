package io.actor.benchmarks.pekko;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A hundred chains of ten actors, each of which asks the next one to answer its own
 * question: what {@link Nested} and {@link NestedBlocking} share.
 */
final class Chains {

	static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final int CHAINS = 100;

	private static final int LENGTH = 10;

	private static final int SLEEP_MILLIS = 100;

	/** More than elsewhere, because a round is so short that the compiler needs many. */
	private static final int WARM_UP_ROUNDS = 30;

	private final Actors actors;

	private final List<ActorRef<Question>> chains = new ArrayList<>();

	/** The function builds a link from the next one, the last link from none. */
	Chains(Actors actors, Function<Optional<ActorRef<Question>>, Behavior<Question>> link) {
		this.actors = actors;
		for (int i = 0; i < CHAINS; i++) {
			ActorRef<Question> first = actors.spawn(link.apply(Optional.empty()));
			for (int k = 1; k < LENGTH; k++) {
				first = actors.spawn(link.apply(Optional.of(first)));
			}
			this.chains.add(first);
		}
	}

	/** Reports the op, the round of all chains, and the round that sleeps. */
	void measure(String name, int rounds, Measurements measurements) throws Exception {
		for (int i = 0; i < WARM_UP_ROUNDS; i++) {
			call(rounds, 0);
		}
		for (int repetition = 1; repetition <= measurements.repetitions(); repetition++) {
			long nanoseconds = measurements.time(() -> call(rounds, 0));
			measurements.report(name + "10x100", (long) rounds * CHAINS, nanoseconds, repetition);
			measurements.reportMillis(name + "_round_ms", nanoseconds / 1e6 / rounds, repetition);
			long sleeping = measurements.time(() -> call(1, SLEEP_MILLIS));
			measurements.reportMillis(name + "_sleep100ms", sleeping / 1e6, repetition);
		}
	}

	private void call(int rounds, int sleepMillis) throws Exception {
		Finish finish = new Finish(CHAINS);
		List<Behavior<Event>> callers = new ArrayList<>();
		for (ActorRef<Question> chain : this.chains) {
			callers.add(new Caller(chain, rounds, sleepMillis, finish));
		}
		for (ActorRef<Event> caller : this.actors.spawn(callers)) {
			caller.tell(Go.GO);
		}
		finish.await();
	}

	/** What a link is sent. */
	interface Question {

	}

	/** Asks for the length of the chain from here; its last link sleeps first. */
	record Nest(ActorRef<Depth> replyTo, int sleepMillis) implements Question {

	}

	/** What happens to a caller. */
	private sealed interface Event permits Go, Failed, Depth {

	}

	private enum Go implements Event {

		GO

	}

	private record Failed(Throwable cause) implements Event {

	}

	/** The links of the chain from the answering one on. */
	record Depth(int links) implements Event {

	}

	private static final class Caller extends Receiver<Event> {

		private final ActorRef<Question> chain;

		private final int sleepMillis;

		private final Finish finish;

		private int left;

		Caller(ActorRef<Question> chain, int calls, int sleepMillis, Finish finish) {
			this.chain = chain;
			this.left = calls;
			this.sleepMillis = sleepMillis;
			this.finish = finish;
		}

		@Override
		public Behavior<Event> receive(TypedActorContext<Event> context, Event event) {
			if (event instanceof Failed(Throwable cause)) {
				throw new IllegalStateException(cause);
			}
			if (event instanceof Depth(int links) && links != LENGTH) {
				throw new IllegalStateException("A chain of " + links);
			}
			if (this.left-- == 0) {
				this.finish.arrive();
				return Behaviors.stopped();
			}
			context.asJava()
				.ask(Depth.class, this.chain, TIMEOUT, (replyTo) -> new Nest(replyTo, this.sleepMillis),
						(depth, failure) -> (depth != null) ? depth : new Failed(failure));
			return this;
		}

	}

}
