package io.actor.statemachine;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.gen.From;
import io.actor.gen.Init;
import io.actor.gen.Request;
import io.actor.process.ExitReason;
import io.actor.process.Process;

/**
 * A machine whose events bring their own handling, in either callback mode, and which
 * notes each event it gets.
 */
final class Lab extends StateMachine<Lab.State, Lab.Ask, Lab.Tell> {

	enum State {

		A, B, C

	}

	/** The two ways to give a machine its code. */
	enum Mode {

		EVENT_FUNCTION, STATE_FUNCTIONS

	}

	/** Handles an event in a state. */
	@FunctionalInterface
	interface Reaction {

		Step<State> in(State state, Event<State, Ask, Tell> event) throws Exception;

	}

	record Tell(String name, Reaction reaction) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	record Ask(String name, Reaction reaction) implements Request<String> {

		@Override
		public String toString() {
			return this.name;
		}

	}

	private final Mode mode;

	private final boolean enters;

	private final Action[] first;

	private final List<String> notes = new CopyOnWriteArrayList<>();

	/** What an enter call does. */
	volatile Reaction onEnter = (state, event) -> keepState();

	private final Reaction other = (state, event) -> keepState();

	Lab(Mode mode, boolean enters, Action... first) {
		this.mode = mode;
		this.enters = enters;
		this.first = first;
	}

	List<String> notes() {
		return this.notes;
	}

	Process process() {
		return self();
	}

	void note(String what) {
		this.notes.add(what);
	}

	/** Whether an event was noted, to wait for it. */
	boolean has(String note) {
		return this.notes.contains(note);
	}

	@Override
	protected Init init() {
		return startIn(State.A, this.first);
	}

	@Override
	protected Callbacks<State, Ask, Tell> callbacks() {
		Callbacks<State, Ask, Tell> code = switch (this.mode) {
			case EVENT_FUNCTION -> super.callbacks();
			case STATE_FUNCTIONS -> stateFunctions().state(State.A, (event) -> handleEvent(event, State.A))
				.state(State.B, (event) -> handleEvent(event, State.B))
				.state(State.C, (event) -> handleEvent(event, State.C));
		};
		return this.enters ? code.withStateEnter() : code;
	}

	@Override
	protected Step<State> handleEvent(Event<State, Ask, Tell> event, State state) throws Exception {
		Object content = switch (event) {
			case Event.Call(Ask ask, From from) -> ask;
			case Event.Cast(Tell tell) -> tell;
			case Event.Info(Object message) -> message;
			case Event.Internal(Object inner) -> inner;
			case Event.EventTimeout(Object set) -> set;
			case Event.StateTimeout(Object set) -> set;
			case Event.NamedTimeout(Object name, Object set) -> set;
			case Event.Enter(State previous) -> previous;
		};
		this.notes.add(event.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + content + " in " + state);
		return reaction(event, content).in(state, event);
	}

	private Reaction reaction(Event<State, Ask, Tell> event, Object content) {
		if (event instanceof Event.Enter) {
			return this.onEnter;
		}
		return switch (content) {
			case Ask ask -> ask.reaction();
			case Tell tell -> tell.reaction();
			default -> this.other;
		};
	}

	@Override
	protected void terminate(ExitReason reason, State state) {
		this.notes.add("terminate " + reason + " in " + state);
	}

	// ---- reactions ----

	static Reaction keep(Action... actions) {
		return (state, event) -> keepState(actions);
	}

	static Reaction go(State next, Action... actions) {
		return (state, event) -> nextState(next, actions);
	}

	static Reaction repeat(Action... actions) {
		return (state, event) -> repeatState(actions);
	}

	/** Postpones in this state and does something in any other. */
	static Reaction postponedIn(State not, Reaction elsewhere) {
		return (state, event) -> (state == not) ? keepState(StateMachine.postpone()) : elsewhere.in(state, event);
	}

	/** Answers a call with the state it is in. */
	static Reaction answer() {
		return (state, event) -> keepState(answer(event, state.name()));
	}

	static Action.Reply answer(Event<State, Ask, Tell> event, String value) {
		if (event instanceof Event.Call(Ask ask, From from)) {
			return reply(from, ask, value);
		}
		throw new IllegalStateException(event + " is no call");
	}

}
