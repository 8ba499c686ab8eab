package io.actor.statemachine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The code that handles a machine's events ({@code gen_statem:callback_mode()} and the
 * callback module in one): a function for all states or one for each, with or without
 * {@link Event.Enter}. Immutable; begin with {@link StateMachine#eventFunction} or
 * {@link StateMachine#stateFunctions}.
 *
 * @param <S> states
 * @param <Q> requests
 * @param <C> casts
 */
public final class Callbacks<S, Q, C> {

	/** For all states, or null if each has its own. */
	private final @Nullable EventFunction<S, Q, C> function;

	private final Map<S, StateFunction<S, Q, C>> functions;

	private final boolean stateEnter;

	private Callbacks(@Nullable EventFunction<S, Q, C> function, Map<S, StateFunction<S, Q, C>> functions,
			boolean stateEnter) {
		this.function = function;
		this.functions = functions;
		this.stateEnter = stateEnter;
	}

	/** One function for all states ({@code handle_event_function}). */
	public static <S, Q, C> Callbacks<S, Q, C> eventFunction(EventFunction<S, Q, C> function) {
		return new Callbacks<>(Objects.requireNonNull(function, "function"), Map.of(), false);
	}

	/**
	 * A function for each state ({@code state_functions}), to be added with
	 * {@link #state}.
	 */
	public static <S, Q, C> Callbacks<S, Q, C> stateFunctions() {
		return new Callbacks<>(null, Map.of(), false);
	}

	/**
	 * The same with a function for the state that equals this one.
	 * @throws IllegalStateException if it has one, or if one function handles all states
	 */
	public Callbacks<S, Q, C> state(S state, StateFunction<S, Q, C> handler) {
		if (this.function != null || this.functions.containsKey(state)) {
			throw new IllegalStateException("There is a function for state " + state + " already");
		}
		Map<S, StateFunction<S, Q, C>> more = new LinkedHashMap<>(this.functions);
		more.put(Objects.requireNonNull(state, "state"), Objects.requireNonNull(handler, "handler"));
		return new Callbacks<>(null, more, this.stateEnter);
	}

	/** The same, which also gets {@link Event.Enter} ({@code state_enter}). */
	public Callbacks<S, Q, C> withStateEnter() {
		return new Callbacks<>(this.function, this.functions, true);
	}

	boolean stateEnter() {
		return this.stateEnter;
	}

	/** Handles an event; null is a result like any other wrong one. */
	@Nullable Step<S> handle(Event<S, Q, C> event, S state) throws Exception {
		if (this.function != null) {
			return this.function.handle(event, state);
		}
		StateFunction<S, Q, C> handler = this.functions.get(state);
		if (handler == null) {
			throw new IllegalStateException("There is no function for state " + state + " to handle " + event
					+ "; there are functions for " + this.functions.keySet());
		}
		return handler.handle(event);
	}

	/**
	 * Handles the events of all states.
	 *
	 * @param <S> states
	 * @param <Q> requests
	 * @param <C> casts
	 */
	@FunctionalInterface
	public interface EventFunction<S, Q, C> {

		/** What comes of this event in this state. */
		Step<S> handle(Event<S, Q, C> event, S state) throws Exception;

	}

	/**
	 * Handles the events of one state.
	 *
	 * @param <S> states
	 * @param <Q> requests
	 * @param <C> casts
	 */
	@FunctionalInterface
	public interface StateFunction<S, Q, C> {

		/** What comes of this event in the state this function is for. */
		Step<S> handle(Event<S, Q, C> event) throws Exception;

	}

}
