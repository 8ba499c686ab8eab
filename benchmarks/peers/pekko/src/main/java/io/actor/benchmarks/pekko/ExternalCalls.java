package io.actor.benchmarks.pekko;

import java.time.Duration;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** d, from outside. One op: a plain thread asks and blocks until the answer is there. */
final class ExternalCalls implements Workload {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int calls = measurements.size(50_000, 200_000);
		measurements.repeat("d_call1_external", calls, () -> calls(actors, calls));
	}

	private static void calls(Actors actors, int calls) {
		ActorRef<Adder.Request> server = actors.spawn(new Adder());
		for (int i = 0; i < calls; i++) {
			int number = i;
			AskPattern.<Adder.Request, Adder.Sum>ask(server, (replyTo) -> new Adder.Add(replyTo, number), TIMEOUT,
					actors.scheduler())
				.toCompletableFuture()
				.join();
		}
		server.tell(Adder.Stop.STOP);
	}

}
