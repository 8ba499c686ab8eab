package io.actor.benchmarks.pekko;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** d. One op: an ask, without blocking; all callers ask the same actor. */
record Calls(String name, int callers, int inShort, int inFull) implements Workload {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int each = measurements.size(this.inShort, this.inFull);
		measurements.repeat(this.name, (long) this.callers * each, () -> calls(actors, each));
	}

	private void calls(Actors actors, int each) throws Exception {
		Finish finish = new Finish(this.callers);
		ActorRef<Adder.Request> server = actors.spawn(new Adder());
		List<Behavior<Event>> behaviors = new ArrayList<>();
		for (int i = 0; i < this.callers; i++) {
			behaviors.add(new Caller(server, each, finish));
		}
		for (ActorRef<Event> caller : actors.spawn(behaviors)) {
			caller.tell(Go.GO);
		}
		finish.await();
		server.tell(Adder.Stop.STOP);
	}

	/** What happens to a caller. */
	sealed interface Event permits Go, Failed, Adder.Sum {

	}

	private enum Go implements Event {

		GO

	}

	private record Failed(Throwable cause) implements Event {

	}

	private static final class Caller extends Receiver<Event> {

		private final ActorRef<Adder.Request> server;

		private final Finish finish;

		private int left;

		Caller(ActorRef<Adder.Request> server, int calls, Finish finish) {
			this.server = server;
			this.left = calls;
			this.finish = finish;
		}

		@Override
		public Behavior<Event> receive(TypedActorContext<Event> context, Event event) {
			if (event instanceof Failed(Throwable cause)) {
				throw new IllegalStateException(cause);
			}
			if (this.left-- == 0) {
				this.finish.arrive();
				return Behaviors.stopped();
			}
			int number = this.left;
			context.asJava()
				.ask(Adder.Sum.class, this.server, TIMEOUT, (replyTo) -> new Adder.Add(replyTo, number),
						(sum, failure) -> (sum != null) ? sum : new Failed(failure));
			return this;
		}

	}

}
