package io.actor.test.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.actor.gen.CallException;
import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.test.fault.FaultNode.Add;

/**
 * A client as an application has it: one call after another, each tried with the next
 * server when one fails, until it is acknowledged or given up.
 */
final class Load {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int ATTEMPTS = 100;

	/** Between two rounds in which no server could be reached. */
	private static final Duration PAUSE = Duration.ofMillis(50);

	private final Node node;

	private volatile boolean running;

	private CompletableFuture<String> outcome = CompletableFuture
		.completedFuture("calls=0 retried=0 failed=0 longest=0");

	Load(Node node) {
		this.node = node;
	}

	void begin(List<String> servers, Duration every) {
		this.running = true;
		CompletableFuture<String> result = new CompletableFuture<>();
		this.outcome = result;
		this.node.spawn((self) -> {
			long calls = 0;
			long retried = 0;
			long failed = 0;
			long longest = 0;
			long last = System.nanoTime();
			for (int next = 0; this.running; next++) {
				int attempts = attempts(self, servers, next);
				long now = System.nanoTime();
				calls++;
				retried += (attempts > 1) ? 1 : 0;
				failed += (attempts > ATTEMPTS) ? 1 : 0;
				longest = Math.max(longest, now - last);
				last = now;
				self.receive(Void.class, every);
			}
			result.complete("calls=" + calls + " retried=" + retried + " failed=" + failed + " longest="
					+ TimeUnit.NANOSECONDS.toMillis(longest));
		});
	}

	/** After how many attempts a call is acknowledged; more than there are if never. */
	private int attempts(Process self, List<String> servers, int first) {
		for (int i = 1; i <= ATTEMPTS; i++) {
			try {
				this.node.server("counter", servers.get((first + i) % servers.size())).call(new Add(1), PATIENCE);
				return i;
			}
			catch (CallException ex) {
				// The next one, and after the last a moment for all of them.
				if (i % servers.size() == 0) {
					self.receive(Void.class, PAUSE);
				}
			}
		}
		return ATTEMPTS + 1;
	}

	String end() {
		this.running = false;
		return this.outcome.join();
	}

}
