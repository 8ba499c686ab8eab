package io.actor.gen;

import java.time.Duration;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * What a server does after a callback; made with the methods of {@link GenServer}.
 */
public sealed interface Next {

	/** No reply and nothing else; the usual result of a cast. */
	Next NO_REPLY = new NoReply(null);

	/** The same, with a timeout if no message arrives within this time. */
	default Next timeout(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("An inactivity timeout is not negative: " + timeout);
		}
		return and(new After.Timeout(timeout));
	}

	/** The same, and {@code handleContinue} runs before any other message. */
	default Next thenContinue(Object with) {
		return and(new After.Continue(with));
	}

	/**
	 * The same, and the server hibernates until its next message. An idle server holds no
	 * thread and no stack, so there is nothing to free: kept for those who port code.
	 */
	default Next hibernate() {
		return this;
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
		 * {@code handleContinue} runs next.
		 *
		 * @param with its argument
		 */
		record Continue(Object with) implements After {
		}

	}

}
