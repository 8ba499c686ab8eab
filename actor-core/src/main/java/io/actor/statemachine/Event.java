package io.actor.statemachine;

import java.util.Objects;

import io.actor.gen.From;

/**
 * Something a state machine reacts to ({@code gen_statem:event_type()} with its content).
 *
 * @param <S> its states
 * @param <Q> its requests
 * @param <C> its casts
 */
public sealed interface Event<S, Q, C> {

	/**
	 * A call. It is answered with {@link Action.Reply}, now or in a later state.
	 *
	 * @param request the request
	 * @param from who waits
	 */
	record Call<S, Q, C>(Q request, From from) implements Event<S, Q, C> {
	}

	/**
	 * A cast.
	 *
	 * @param message the message
	 */
	record Cast<S, Q, C>(C message) implements Event<S, Q, C> {
	}

	/**
	 * Any other message: {@link io.actor.process.Down}, {@link io.actor.process.Exit} and
	 * what others send.
	 *
	 * @param message the message
	 */
	record Info<S, Q, C>(Object message) implements Event<S, Q, C> {
	}

	/**
	 * What the machine told itself with {@link Action.NextEvent}; nobody else can.
	 *
	 * @param content what it said
	 */
	record Internal<S, Q, C>(Object content) implements Event<S, Q, C> {
	}

	/**
	 * No other event came for as long as {@link TimeoutKind#EVENT} was set to.
	 *
	 * @param content what it was set with
	 */
	record EventTimeout<S, Q, C>(Object content) implements Event<S, Q, C> {
	}

	/**
	 * The machine was in one state for as long as {@link TimeoutKind#STATE} was set to.
	 *
	 * @param content what it was set with
	 */
	record StateTimeout<S, Q, C>(Object content) implements Event<S, Q, C> {
	}

	/**
	 * The time of a {@link TimeoutKind.Named} is over.
	 *
	 * @param name its name
	 * @param content what it was set with
	 */
	record NamedTimeout<S, Q, C>(Object name, Object content) implements Event<S, Q, C> {
	}

	/**
	 * The machine has come into a state, or was told to {@link Step.RepeatState repeat}
	 * it; only if {@link Callbacks#withStateEnter} asked for it. A reaction to this event
	 * may not change the state, postpone, insert events or change the code.
	 *
	 * @param previous the state it came from; the state itself at the start and when it
	 * is repeated
	 */
	record Enter<S, Q, C>(S previous) implements Event<S, Q, C> {

		public Enter {
			Objects.requireNonNull(previous, "previous");
		}
	}

}
