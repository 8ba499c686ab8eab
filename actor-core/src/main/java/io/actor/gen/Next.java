package io.actor.gen;

import java.time.Duration;
import java.util.Objects;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * What a server does after a callback; made with the methods of {@link GenServer}.
 */
public sealed interface Next {

	/** No reply and nothing else; the usual result of a cast. */
	Next NO_REPLY = new NoReply(null);

	/**
	 * The same, and {@link io.actor.gen.Timeout} arrives if no message does within this
	 * time; with zero if none waits now.
	 */
	default Next timeout(Duration timeout) {
		return and(new After.Timeout(notNegative(timeout)));
	}

	/**
	 * The same, and this message arrives in {@code handleInfo} if no other does within
	 * this time ({@code {timeout, Time, Message}}). With zero it arrives at once, before
	 * those that wait. System requests in between change nothing.
	 */
	default Next timeout(Duration timeout, Object message) {
		return and(new After.Silence(new After.In(notNegative(timeout)), message, false));
	}

	/**
	 * As {@link #timeout(Duration, Object)} with a point in time ({@code {abs, true}}).
	 * @param deadlineNanos as {@code self().processes().deadline(...)} gives it
	 */
	default Next timeoutAt(long deadlineNanos, Object message) {
		return and(new After.Silence(new After.At(deadlineNanos), message, false));
	}

	/** The same, and {@code handleContinue} runs before any other message. */
	default Next thenContinue(Object with) {
		return and(new After.Continue(with));
	}

	/**
	 * The same, and the server hibernates until its next message: it is shown as
	 * hibernating and drops what it can make again. That is little, for an idle server
	 * holds no thread and no stack.
	 */
	default Next hibernate() {
		return and(new After.Hibernate());
	}

	/**
	 * As {@link #hibernate()}, until this message arrives if no other does before
	 * ({@code {hibernate, Time, Message}}).
	 */
	default Next hibernate(Duration timeout, Object message) {
		return and(new After.Silence(new After.In(notNegative(timeout)), message, true));
	}

	/**
	 * This result to be thrown, from however deep inside a callback; it is as if the
	 * callback had returned it.
	 */
	default RuntimeException thrown() {
		return new ThrownResult(this);
	}

	private static Duration notNegative(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("An inactivity timeout is not negative: " + timeout);
		}
		return timeout;
	}

	private Next and(After after) {
		return switch (this) {
			case Reply reply -> new Reply(reply.value(), after);
			case NoReply noReply -> new NoReply(after);
			case Stop stop ->
				throw new IllegalStateException("A server that stops (" + stop.reason() + ") does nothing after");
		};
	}

	/**
	 * Answers the call.
	 *
	 * @param value the reply
	 * @param after what else, or null
	 */
	record Reply(Object value, @Nullable After after) implements Next {
	}

	/**
	 * Does not answer now.
	 *
	 * @param after what else, or null
	 */
	record NoReply(@Nullable After after) implements Next {
	}

	/**
	 * Stops the server: terminate runs, then the reply is sent, then the process ends.
	 *
	 * @param reason why
	 * @param reply answer to the call, or null for none
	 */
	record Stop(ExitReason reason, @Nullable Object reply) implements Next {
	}

	/** What happens after a callback has returned. */
	sealed interface After {

		/**
		 * {@link io.actor.gen.Timeout} arrives if no other message does.
		 *
		 * @param after how long to wait
		 */
		record Timeout(Duration after) implements After {
		}

		/**
		 * A message of the server's own arrives if no other does.
		 *
		 * @param until how long to wait
		 * @param message what arrives
		 * @param hibernate whether the server hibernates meanwhile
		 */
		record Silence(Until until, Object message, boolean hibernate) implements After {

			public Silence {
				Objects.requireNonNull(message, "message");
			}
		}

		/** The server hibernates until its next message. */
		record Hibernate() implements After {
		}

		/**
		 * {@code handleContinue} runs next.
		 *
		 * @param with its argument
		 */
		record Continue(Object with) implements After {
		}

		/** When a wait ends. */
		sealed interface Until {

		}

		/**
		 * After a time.
		 *
		 * @param time how long
		 */
		record In(Duration time) implements Until {
		}

		/**
		 * At a point in time.
		 *
		 * @param deadlineNanos on the node's monotonic clock
		 */
		record At(long deadlineNanos) implements Until {
		}

	}

}
