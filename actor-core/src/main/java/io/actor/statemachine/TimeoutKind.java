package io.actor.statemachine;

import java.util.Objects;

/** Which timeout of a state machine; of each kind one can run at a time. */
public sealed interface TimeoutKind {

	/**
	 * Is cancelled by every event that is handled: what it measures is silence.
	 */
	TimeoutKind EVENT = new OfEvent();

	/**
	 * Is cancelled when the state changes; what is set on a change is of the new state.
	 */
	TimeoutKind STATE = new OfState();

	/** The timeout with this name; only cancelling ends it. */
	static TimeoutKind named(Object name) {
		return new Named(name);
	}

	/** Gives {@link Event.EventTimeout}. */
	record OfEvent() implements TimeoutKind {
	}

	/** Gives {@link Event.StateTimeout}. */
	record OfState() implements TimeoutKind {
	}

	/**
	 * Gives {@link Event.NamedTimeout}.
	 *
	 * @param name any value that can be a key
	 */
	record Named(Object name) implements TimeoutKind {

		public Named {
			Objects.requireNonNull(name, "name");
		}
	}

}
