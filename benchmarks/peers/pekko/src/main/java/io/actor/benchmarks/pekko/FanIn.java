package io.actor.benchmarks.pekko;

import java.util.Collections;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** c. One op: a message received; eight senders send to one receiver and never wait. */
final class FanIn implements Workload {

	private static final int SENDERS = 8;

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int each = measurements.size(250_000, 1_000_000);
		measurements.repeat("c_fanin8", (long) SENDERS * each, () -> fanIn(actors, each));
	}

	private static void fanIn(Actors actors, int each) throws Exception {
		Finish finish = new Finish(1);
		ActorRef<Message> counter = actors.spawn(new Counter(SENDERS * each, finish));
		for (ActorRef<Go> sender : actors.spawn(Collections.nCopies(SENDERS, new Sender(counter, each)))) {
			sender.tell(Go.GO);
		}
		finish.await();
	}

	private record Message(int number) {

	}

	private enum Go {

		GO

	}

	private static final class Counter extends Receiver<Message> {

		private final Finish finish;

		private int left;

		Counter(int messages, Finish finish) {
			this.left = messages;
			this.finish = finish;
		}

		@Override
		public Behavior<Message> receive(TypedActorContext<Message> context, Message message) {
			if (--this.left > 0) {
				return this;
			}
			this.finish.arrive();
			return Behaviors.stopped();
		}

	}

	private static final class Sender extends Receiver<Go> {

		private final ActorRef<Message> counter;

		private final int messages;

		Sender(ActorRef<Message> counter, int messages) {
			this.counter = counter;
			this.messages = messages;
		}

		@Override
		public Behavior<Go> receive(TypedActorContext<Go> context, Go message) {
			for (int i = 0; i < this.messages; i++) {
				this.counter.tell(new Message(i));
			}
			return Behaviors.stopped();
		}

	}

}
