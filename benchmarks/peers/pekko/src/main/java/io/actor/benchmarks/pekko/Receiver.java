package io.actor.benchmarks.pekko;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An actor that ignores signals. Extending the behaviour is Pekko's fastest typed form.
 */
abstract class Receiver<T> extends ExtensibleBehavior<T> {

	@Override
	public final Behavior<T> receiveSignal(TypedActorContext<T> context, Signal signal) {
		return Behaviors.same();
	}

}
