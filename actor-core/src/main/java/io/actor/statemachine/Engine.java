package io.actor.statemachine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a state machine does and in which order ({@code gen_statem.erl}); a
 * function of the events it is given. Each method handles one event from outside and all
 * that follow from it, until only the outside can go on.
 *
 * <p>
 * After an event:
 * <ol>
 * <li>its actions, in order; replies are sent, the rest is noted,</li>
 * <li>if the state changed or is repeated, the enter call, with its actions,</li>
 * <li>if the state changed, postponed events go back to the front of the queue and the
 * state timeout is cancelled; the event timeout always is,</li>
 * <li>timeouts are set, in order; those of zero queue behind everything,</li>
 * <li>inserted events go to the front.</li>
 * </ol>
 *
 * @param <S> states
 * @param <Q> requests
 * @param <C> casts
 */
final class Engine<S, Q, C> {

	private final Surroundings surroundings;

	private final Timeouts timeouts;

	private final Deque<Event<S, Q, C>> queue = new ArrayDeque<>(4);

	/** In the order in which they were postponed. */
	private final List<Event<S, Q, C>> postponed = new ArrayList<>(2);

	private final Noted<S, Q, C> noted = new Noted<>();

	/** The code that counts first, those it was pushed on behind it. */
	private final Deque<Callbacks<S, Q, C>> callbacks = new ArrayDeque<>(2);

	private S state;

	private boolean hibernates;

	/**
	 * An engine in this state.
	 * @param before one whose postponed events and timeouts it takes over between two
	 * events, or null
	 */
	@SuppressWarnings("unchecked")
	Engine(Callbacks<S, Q, C> callbacks, S state, Surroundings surroundings, @Nullable Engine<?, ?, ?> before) {
		this.callbacks.addFirst(callbacks);
		this.state = state;
		this.surroundings = surroundings;
		this.timeouts = new Timeouts(surroundings);
		if (before != null) {
			before.postponed.forEach((event) -> this.postponed.add((Event<S, Q, C>) event));
			this.timeouts.takeOver(before.timeouts);
		}
	}

	// ---- from outside ----

	/**
	 * Begins in the first state.
	 * @param actions those of init; there is no event yet to postpone
	 * @return why the machine ends, or null if it goes on
	 */
	@Nullable ExitReason begin(List<Action> actions) throws Exception {
		try {
			this.noted.clear();
			actions.forEach((action) -> note(action, false));
			this.noted.postpone = false;
			ExitReason end = callbacks().stateEnter() ? enter(this.state) : null;
			if (end != null) {
				return end;
			}
			transition(null, false);
			return run(next());
		}
		catch (BadResult ex) {
			return ex.reason();
		}
	}

	/** An event from the mailbox. */
	@Nullable ExitReason event(Event<S, Q, C> event) throws Exception {
		try {
			return run(event);
		}
		catch (BadResult ex) {
			return ex.reason();
		}
	}

	/** The time of an alarm is over; one that no longer runs is nothing. */
	@Nullable ExitReason expired(Alarm alarm) throws Exception {
		return this.timeouts.take(alarm) ? event(alarm.event()) : null;
	}

	S state() {
		return this.state;
	}

	/** Puts another state in the place of the present one; nothing else changes. */
	void state(S replacement) {
		this.state = replacement;
	}

	/** Whether the last event asked for it and no other one follows. */
	boolean hibernates() {
		return this.hibernates;
	}

	// ---- one event after the other ----

	private @Nullable ExitReason run(@Nullable Event<S, Q, C> first) throws Exception {
		Event<S, Q, C> event = first;
		while (event != null) {
			ExitReason end = handle(event);
			if (end != null) {
				return end;
			}
			this.surroundings.checkAlive();
			event = next();
		}
		return null;
	}

	private @Nullable Event<S, Q, C> next() {
		Event<S, Q, C> event = this.queue.pollFirst();
		if (event != null) {
			return event;
		}
		Alarm alarm = this.timeouts.takeDue();
		return (alarm != null) ? alarm.event() : null;
	}

	private @Nullable ExitReason handle(Event<S, Q, C> event) throws Exception {
		this.noted.clear();
		S before = this.state;
		switch (call(event)) {
			case Step.NextState<S>(S next, List<Action> actions) -> {
				// Before the actions: a wrong one ends the machine in the new state.
				this.state = next;
				boolean changed = !next.equals(before);
				note(actions, false);
				ExitReason end = (changed && callbacks().stateEnter()) ? enter(before) : null;
				if (end != null) {
					return end;
				}
				transition(event, changed);
			}
			case Step.KeepState<S>(List<Action> actions) -> {
				note(actions, false);
				transition(event, false);
			}
			case Step.RepeatState<S>(List<Action> actions) -> {
				note(actions, false);
				ExitReason end = callbacks().stateEnter() ? enter(before) : null;
				if (end != null) {
					return end;
				}
				transition(event, false);
			}
			case Step.Stop<S> stop -> {
				return stop(stop);
			}
		}
		return null;
	}

	/** The enter call of the present state, again as long as it asks to be repeated. */
	private @Nullable ExitReason enter(S previous) throws Exception {
		while (true) {
			Step<S> step = call(new Event.Enter<>(previous));
			switch (step) {
				case Step.NextState<S>(S next, List<Action> actions) -> {
					if (!next.equals(this.state)) {
						throw BadResult.stepOnEnter(step);
					}
					note(actions, true);
					return null;
				}
				case Step.KeepState<S>(List<Action> actions) -> {
					note(actions, true);
					return null;
				}
				case Step.RepeatState<S>(List<Action> actions) -> {
					note(actions, true);
					this.surroundings.checkAlive();
				}
				case Step.Stop<S> stop -> {
					return stop(stop);
				}
			}
		}
	}

	@SuppressWarnings("unchecked")
	private Step<S> call(Event<S, Q, C> event) throws Exception {
		Step<S> step;
		try {
			step = callbacks().handle(event, this.state);
		}
		catch (ThrownStep thrown) {
			step = (Step<S>) thrown.step();
		}
		if (step == null) {
			throw BadResult.step(null);
		}
		return step;
	}

	private ExitReason stop(Step.Stop<S> stop) {
		stop.replies().forEach((reply) -> this.surroundings.reply(reply.from(), reply.value()));
		return stop.reason();
	}

	private Callbacks<S, Q, C> callbacks() {
		return this.callbacks.getFirst();
	}

	// ---- actions ----

	private void note(List<Action> actions, boolean entering) {
		for (Action action : actions) {
			note(action, entering);
		}
	}

	private void note(@Nullable Action action, boolean entering) {
		switch (action) {
			case null -> throw BadResult.action(null);
			case Action.Reply(var from, Object value) -> this.surroundings.reply(from, value);
			case Action.Hibernate() -> this.noted.hibernate = true;
			case Action.TimeoutAction timeout -> this.noted.timeouts.add(timeout);
			case Action.PopCallbacks pop when this.callbacks.size() == 1 -> throw BadResult.action(pop);
			default -> {
				if (entering) {
					throw BadResult.actionOnEnter(action);
				}
				noteOfEvent(action);
			}
		}
	}

	/** Actions that an enter call may not ask for. */
	private void noteOfEvent(Action action) {
		switch (action) {
			case Action.Postpone() -> this.noted.postpone = true;
			case Action.NextEvent next -> insert(next);
			case Action.ChangeCallbacks(Callbacks<?, ?, ?> code) -> {
				this.callbacks.removeFirst();
				this.callbacks.addFirst(typed(code));
			}
			case Action.PushCallbacks(Callbacks<?, ?, ?> code) -> this.callbacks.addFirst(typed(code));
			case Action.PopCallbacks() -> this.callbacks.removeFirst();
			default -> throw BadResult.action(action);
		}
	}

	@SuppressWarnings("unchecked")
	private void insert(Action.NextEvent next) {
		if (next.event() instanceof Event.Enter) {
			throw BadResult.action(next);
		}
		this.noted.inserted.add((Event<S, Q, C>) next.event());
	}

	@SuppressWarnings("unchecked")
	private Callbacks<S, Q, C> typed(Callbacks<?, ?, ?> code) {
		return (Callbacks<S, Q, C>) code;
	}

	/**
	 * What follows from an event that has been handled.
	 * @param event the event, or null at the start
	 */
	private void transition(@Nullable Event<S, Q, C> event, boolean changed) {
		if (this.noted.postpone && event != null) {
			this.postponed.add(event);
		}
		if (changed) {
			this.postponed.reversed().forEach(this.queue::addFirst);
			this.postponed.clear();
			this.timeouts.cancel(TimeoutKind.STATE);
		}
		this.timeouts.cancel(TimeoutKind.EVENT);
		this.timeouts.apply(this.noted.timeouts);
		this.noted.inserted.reversed().forEach(this.queue::addFirst);
		this.hibernates = this.noted.hibernate;
	}

	/** What actions have asked for and the transition does. */
	private static final class Noted<S, Q, C> {

		private final List<Event<S, Q, C>> inserted = new ArrayList<>(2);

		private final List<Action.TimeoutAction> timeouts = new ArrayList<>(2);

		private boolean postpone;

		private boolean hibernate;

		private void clear() {
			this.inserted.clear();
			this.timeouts.clear();
			this.postpone = false;
			this.hibernate = false;
		}

	}

}
