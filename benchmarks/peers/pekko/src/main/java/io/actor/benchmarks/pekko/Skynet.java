package io.actor.benchmarks.pekko;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * f. One op: one of the 1,111,111 actors of a tree of degree ten and depth six, from its
 * spawn to its stop; every one sends the sum below it to its parent.
 */
final class Skynet implements Workload {

	private static final int LEAVES = 1_000_000;

	private static final int ACTORS = 1_111_111;

	private static final long SUM = 499_999_500_000L;

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		measurements.repeat("f_skynet1M", ACTORS, () -> skynet(actors));
	}

	private static void skynet(Actors actors) throws Exception {
		CompletableFuture<Long> result = new CompletableFuture<>();
		ActorRef<Sum> top = actors.spawn(new Top(result));
		actors.spawn(node(top, 0, LEAVES));
		if (result.get(5, TimeUnit.MINUTES) != SUM) {
			throw new IllegalStateException("Wrong sum " + result.join());
		}
	}

	private static Behavior<Sum> node(ActorRef<Sum> parent, long first, int leaves) {
		return Behaviors.setup((context) -> {
			if (leaves == 1) {
				parent.tell(new Sum(first));
				return Behaviors.stopped();
			}
			int below = leaves / 10;
			for (int i = 0; i < 10; i++) {
				context.spawnAnonymous(node(context.getSelf(), first + (long) i * below, below));
			}
			return new Inner(parent);
		});
	}

	private record Sum(long value) {

	}

	private static final class Inner extends Receiver<Sum> {

		private final ActorRef<Sum> parent;

		private long sum;

		private int left = 10;

		Inner(ActorRef<Sum> parent) {
			this.parent = parent;
		}

		@Override
		public Behavior<Sum> receive(TypedActorContext<Sum> context, Sum message) {
			this.sum += message.value;
			if (--this.left > 0) {
				return this;
			}
			this.parent.tell(new Sum(this.sum));
			return Behaviors.stopped();
		}

	}

	private static final class Top extends Receiver<Sum> {

		private final CompletableFuture<Long> result;

		Top(CompletableFuture<Long> result) {
			this.result = result;
		}

		@Override
		public Behavior<Sum> receive(TypedActorContext<Sum> context, Sum message) {
			this.result.complete(message.value);
			return Behaviors.stopped();
		}

	}

}
