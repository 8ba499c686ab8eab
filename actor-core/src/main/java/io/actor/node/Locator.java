package io.actor.node;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;

import org.jspecify.annotations.Nullable;

/** Finds where a node listens: at the port it is known with, or where a resolver says. */
final class Locator {

	private static final Duration PATIENCE = Duration.ofSeconds(7);

	private final Function<String, @Nullable Integer> knownPorts;

	private final @Nullable NodeResolver resolver;

	private final ActorTimers timers;

	private final ActorClock clock;

	/** Gets the answer, one of the two. */
	interface Answer {

		/** There it listens; on any thread. */
		void found(String host, int port);

		/** It cannot be found, and why; on the timer thread. */
		void unknown(String problem);

	}

	/**
	 * A locator.
	 * @param knownPorts the port of a configured or discovered node, or null
	 * @param resolver who knows the others, or null
	 */
	Locator(Function<String, @Nullable Integer> knownPorts, @Nullable NodeResolver resolver, ActorTimers timers,
			ActorClock clock) {
		this.knownPorts = knownPorts;
		this.resolver = resolver;
		this.timers = timers;
		this.clock = clock;
	}

	void find(String node, Answer answer) {
		PeerAddress address;
		try {
			address = new PeerAddress(node, this.knownPorts.apply(node));
		}
		catch (IllegalArgumentException ex) {
			later(answer, String.valueOf(ex.getMessage()));
			return;
		}
		Integer port = address.port();
		if (port != null) {
			answer.found(address.host(), port);
		}
		else if (this.resolver == null) {
			later(answer, "its port is not configured, and no port mapper is used");
		}
		else {
			resolve(this.resolver, node, answer);
		}
	}

	private void resolve(NodeResolver with, String node, Answer answer) {
		AtomicBoolean answered = new AtomicBoolean();
		Timer limit = new Timer(this.clock.nanoTime() + PATIENCE.toNanos()) {
			@Override
			protected void expire() {
				if (answered.compareAndSet(false, true)) {
					answer.unknown("its address was not found within " + PATIENCE.toSeconds() + " s");
				}
			}
		};
		this.timers.schedule(limit);
		try {
			CompletionStage<InetSocketAddress> asked = with.resolve(node);
			asked.whenComplete((found, failure) -> {
				if (!answered.compareAndSet(false, true)) {
					return;
				}
				limit.cancel();
				if (found == null) {
					later(answer, reason(failure));
				}
				else if (found.getPort() == 0) {
					later(answer, "its resolver gave port 0");
				}
				else {
					answer.found(host(found), found.getPort());
				}
			});
		}
		catch (RuntimeException ex) {
			if (answered.compareAndSet(false, true)) {
				limit.cancel();
				later(answer, reason(ex));
			}
		}
	}

	/** Without asking DNS for the name of an address. */
	private static String host(InetSocketAddress address) {
		return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
	}

	private static String reason(@Nullable Throwable failure) {
		if (failure == null) {
			return "its resolver gave no address";
		}
		String message = failure.getMessage();
		return (message != null) ? message : failure.toString();
	}

	/** On the timer thread: the caller may be a sender that shall not run listeners. */
	private void later(Answer answer, String problem) {
		this.timers.schedule(new Timer(this.clock.nanoTime()) {
			@Override
			protected void expire() {
				answer.unknown(problem);
			}
		});
	}

}
