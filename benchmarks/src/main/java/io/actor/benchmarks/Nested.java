package io.actor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;

/**
 * i. One op: a chain of ten calls, each made inside the handler of the one before; a
 * hundred chains at once.
 */
final class Nested implements Workload {

	private static final int CHAINS = 100;

	private static final int LENGTH = 10;

	private static final int SLEEP_MILLIS = 100;

	/** More than elsewhere, because a round is so short that the compiler needs many. */
	private static final int WARM_UP_ROUNDS = 30;

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int rounds = measurements.size(20, 100);
		List<ServerRef> chains = chains(node);
		for (int i = 0; i < WARM_UP_ROUNDS; i++) {
			call(node, chains, rounds, 0);
		}
		for (int repetition = 1; repetition <= measurements.repetitions(); repetition++) {
			long nanoseconds = measurements.time(() -> call(node, chains, rounds, 0));
			measurements.report("i_nested10x100", (long) rounds * CHAINS, nanoseconds, repetition);
			measurements.reportMillis("i_nested_round_ms", nanoseconds / 1e6 / rounds, repetition);
			long sleeping = measurements.time(() -> call(node, chains, 1, SLEEP_MILLIS));
			measurements.reportMillis("i_nested_sleep100ms", sleeping / 1e6, repetition);
		}
	}

	private static List<ServerRef> chains(Node node) {
		List<ServerRef> chains = new ArrayList<>();
		for (int i = 0; i < CHAINS; i++) {
			Optional<ServerRef> below = Optional.empty();
			for (int k = 0; k < LENGTH; k++) {
				Optional<ServerRef> next = below;
				below = Optional.of(node.start(() -> new Link(next), StartOptions.DEFAULT).withTimeout(Calls.TIMEOUT));
			}
			chains.add(below.orElseThrow());
		}
		return chains;
	}

	private static void call(Node node, List<ServerRef> chains, int rounds, int sleepMillis) throws Exception {
		Finish finish = new Finish(CHAINS);
		for (ServerRef chain : chains) {
			node.spawn((self) -> {
				for (int i = 0; i < rounds; i++) {
					int links = chain.call(new Nest(sleepMillis));
					if (links != LENGTH) {
						throw new IllegalStateException("A chain of " + links);
					}
				}
				finish.arrive();
			});
		}
		finish.await();
	}

	/** Asks for the length of the chain from here; its last link sleeps first. */
	private record Nest(int sleepMillis) implements Request<Integer> {

	}

	private static final class Link extends GenServer<Nest, Object> {

		private final Optional<ServerRef> next;

		Link(Optional<ServerRef> next) {
			this.next = next;
		}

		@Override
		protected Next handleCall(Nest nest, From from) throws InterruptedException {
			if (this.next.isPresent()) {
				return reply(nest, 1 + this.next.get().call(nest));
			}
			if (nest.sleepMillis > 0) {
				Thread.sleep(nest.sleepMillis);
			}
			return reply(nest, 1);
		}

	}

}
