package io.actor.statemachine;

import java.util.List;
import java.util.Objects;

import io.actor.process.ExitReason;

/**
 * What comes of an event ({@code gen_statem:state_callback_result()}), made with the
 * methods of {@link StateMachine}.
 *
 * @param <S> the machine's states
 */
public sealed interface Step<S> {

	/**
	 * The same as an exception, for code that is deep inside a handler: thrown there, it
	 * is the handler's result.
	 */
	default ThrownStep thrown() {
		return new ThrownStep(this);
	}

	/**
	 * Goes into a state. If it equals the present one, nothing has changed:
	 * {@link KeepState}.
	 *
	 * @param state the state
	 * @param actions what is done besides
	 */
	record NextState<S>(S state, List<Action> actions) implements Step<S> {

		public NextState {
			Objects.requireNonNull(state, "state");
		}
	}

	/**
	 * Stays in the state.
	 *
	 * @param actions what is done besides
	 */
	record KeepState<S>(List<Action> actions) implements Step<S> {
	}

	/**
	 * Stays in the state and enters it again: {@link Event.Enter} comes once more, if it
	 * comes at all. Postponed events stay where they are.
	 *
	 * @param actions what is done besides
	 */
	record RepeatState<S>(List<Action> actions) implements Step<S> {
	}

	/**
	 * Ends the machine.
	 *
	 * @param reason why
	 * @param replies calls answered before it terminates
	 */
	record Stop<S>(ExitReason reason, List<Action.Reply> replies) implements Step<S> {

		public Stop {
			Objects.requireNonNull(reason, "reason");
		}
	}

}
