package io.actor.benchmarks.pekko;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The server of the calls: answers with the number plus one. */
final class Adder extends Receiver<Adder.Request> {

	@Override
	public Behavior<Request> receive(TypedActorContext<Request> context, Request message) {
		if (message instanceof Add add) {
			add.replyTo.tell(new Sum(add.number + 1));
			return this;
		}
		return Behaviors.stopped();
	}

	sealed interface Request {

	}

	record Add(ActorRef<Sum> replyTo, int number) implements Request {

	}

	enum Stop implements Request {

		STOP

	}

	/**
	 * A message of its caller too, so that an ask needs no second object for the answer.
	 */
	record Sum(int value) implements Calls.Event {

	}

}
