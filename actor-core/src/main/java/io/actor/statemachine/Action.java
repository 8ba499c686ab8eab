package io.actor.statemachine;

import java.time.Duration;
import java.util.Objects;

import io.actor.gen.From;

/**
 * What a state machine does besides changing its state ({@code gen_statem:action()}),
 * made with the methods of {@link StateMachine}. Actions are done in the order in which
 * they are given.
 */
public sealed interface Action {

	/**
	 * Puts the event aside until the state changes; then it comes again, before any newer
	 * one.
	 */
	record Postpone() implements Action {
	}

	/**
	 * Inserts an event: it is handled next, before postponed ones and before the mailbox.
	 * Several are handled in the order in which they are given.
	 *
	 * @param event the event, usually an {@link Event.Internal}
	 */
	record NextEvent(Event<?, ?, ?> event) implements Action {

		public NextEvent {
			Objects.requireNonNull(event, "event");
		}
	}

	/**
	 * Answers a call, at once.
	 *
	 * @param from who waits
	 * @param value the reply
	 */
	record Reply(From from, Object value) implements Action {

		public Reply {
			Objects.requireNonNull(from, "from");
			Objects.requireNonNull(value, "A reply is never null; say absence with an Optional");
		}
	}

	/** Hibernates until the next message, as {@link io.actor.gen.Next#hibernate}. */
	record Hibernate() implements Action {
	}

	/** Sets, cancels or changes a timeout. Of one kind the last in a list counts. */
	sealed interface TimeoutAction extends Action {

		/** Which timeout. */
		TimeoutKind kind();

	}

	/**
	 * Starts a timeout, again if it runs. One of zero does not go through the mailbox: it
	 * comes before any message that has not been taken yet.
	 *
	 * @param kind which
	 * @param after how long from now, not negative
	 * @param content what its event carries
	 */
	record SetTimeout(TimeoutKind kind, Duration after, Object content) implements TimeoutAction {

		public SetTimeout {
			Objects.requireNonNull(kind, "kind");
			Objects.requireNonNull(content, "content");
			if (after.isNegative()) {
				throw new IllegalArgumentException("A timeout is not negative: " + after);
			}
		}
	}

	/**
	 * Starts a timeout that ends at a given time ({@code {abs, true}}).
	 *
	 * @param kind which
	 * @param deadline in nanoseconds of the node's monotonic clock, as
	 * {@link io.actor.process.Processes#deadline} gives it; one that is past is over at
	 * once
	 * @param content what its event carries
	 */
	record SetDeadline(TimeoutKind kind, long deadline, Object content) implements TimeoutAction {

		public SetDeadline {
			Objects.requireNonNull(kind, "kind");
			Objects.requireNonNull(content, "content");
		}
	}

	/**
	 * Cancels a timeout if it runs. Its event can no longer come.
	 *
	 * @param kind which
	 */
	record CancelTimeout(TimeoutKind kind) implements TimeoutAction {

		public CancelTimeout {
			Objects.requireNonNull(kind, "kind");
		}
	}

	/**
	 * Gives a running timeout another content; its time stays. If it does not run, it is
	 * over at once.
	 *
	 * @param kind which
	 * @param content what its event carries from now on
	 */
	record UpdateTimeout(TimeoutKind kind, Object content) implements TimeoutAction {

		public UpdateTimeout {
			Objects.requireNonNull(kind, "kind");
			Objects.requireNonNull(content, "content");
		}
	}

	/**
	 * Handles events with other code from now on ({@code change_callback_module}).
	 *
	 * @param callbacks the code
	 */
	record ChangeCallbacks(Callbacks<?, ?, ?> callbacks) implements Action {

		public ChangeCallbacks {
			Objects.requireNonNull(callbacks, "callbacks");
		}
	}

	/**
	 * The same, until {@link PopCallbacks} ({@code push_callback_module}).
	 *
	 * @param callbacks the code
	 */
	record PushCallbacks(Callbacks<?, ?, ?> callbacks) implements Action {

		public PushCallbacks {
			Objects.requireNonNull(callbacks, "callbacks");
		}
	}

	/**
	 * Goes back to the code before the last {@link PushCallbacks}; stops the machine if
	 * there was none ({@code pop_callback_module}).
	 */
	record PopCallbacks() implements Action {
	}

}
