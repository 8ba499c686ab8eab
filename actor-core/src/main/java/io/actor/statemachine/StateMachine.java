package io.actor.statemachine;

import java.time.Duration;
import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.Servers;
import io.actor.gen.Stateful;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * A state machine: a server that is in one of several states and reacts to the same event
 * differently in each ({@code gen_statem}). It is started, supervised, called and cast to
 * like any server.
 *
 * <pre>{@code
 * public final class Turnstile extends StateMachine<Turnstile.State, Turnstile.Status, Turnstile.Input> {
 *
 *     public enum State { LOCKED, OPEN }
 *     public record Status() implements Request<State> {}
 *     public enum Input { COIN, PUSH }
 *
 *     protected Init init() {
 *         return startIn(State.LOCKED);
 *     }
 *
 *     protected Step<State> handleEvent(Event<State, Status, Input> event, State state) {
 *         return switch (event) {
 *             case Event.Cast(var input) when input == Input.COIN ->
 *                 nextState(State.OPEN, stateTimeout(Duration.ofSeconds(30), "nobody came"));
 *             case Event.Cast(var input) -> nextState(State.LOCKED);
 *             case Event.StateTimeout(var why) -> nextState(State.LOCKED);
 *             case Event.Call(var status, var from) -> keepState(reply(from, status, state));
 *             default -> keepState();
 *         };
 *     }
 * }
 * }</pre>
 *
 * A state is any value; two states are the same if they are equal. What the machine knows
 * besides are its fields (OTP's {@code Data}), which nobody else may touch. Instead of
 * one handler for all states it may have one for each: override {@link #callbacks()}.
 *
 * <p>
 * The order of things is that of {@code gen_statem}: after an event come the events it
 * inserted, then those that were postponed if the state has changed, then timeouts of
 * zero, and only then the mailbox.
 *
 * @param <S> its states, usually an enum or a sealed interface
 * @param <Q> its requests; usually a {@link Request}, so that the compiler checks replies
 * @param <C> its casts
 */
public abstract class StateMachine<S, Q, C> extends GenServer<Q, C> implements Stateful<MachineState<S>> {

	private static final Action POSTPONE = new Action.Postpone();

	private static final Action HIBERNATE = new Action.Hibernate();

	private static final Action POP = new Action.PopCallbacks();

	private @Nullable Engine<S, Q, C> engine;

	/** Those of init, until it has returned. */
	private List<Action> firstActions = List.of();

	/**
	 * Prepares the machine and says in which state it begins, with {@link #startIn}; or
	 * that it does not start, with {@link #failed} or {@link #ignore}.
	 */
	@Override
	protected abstract Init init() throws Exception;

	/**
	 * Handles an event, in any state. Not called if {@link #callbacks()} says otherwise.
	 * @param event what happened
	 * @param state the state it happened in
	 */
	protected Step<S> handleEvent(Event<S, Q, C> event, S state) throws Exception {
		throw new UnsupportedOperationException(
				getClass().getName() + " handles no events, in state " + state + " it got " + event);
	}

	/**
	 * The code that handles events, asked once at the start: {@link #handleEvent} unless
	 * overridden ({@code callback_mode/0}).
	 */
	protected Callbacks<S, Q, C> callbacks() {
		return eventFunction(this::handleEvent);
	}

	/**
	 * Cleans up, when {@link GenServer#terminate} would.
	 * @param state the state it ends in
	 */
	protected void terminate(ExitReason reason, S state) throws Exception {
	}

	/** The state the machine is in. */
	protected final S currentState() {
		return engine().state();
	}

	// ---- seen from outside ----

	/**
	 * What the machine knows besides its state, for {@link io.actor.gen.Sys}: a value
	 * that does not change when the machine goes on. By default {@code undefined}.
	 */
	protected Object data() {
		return Atom.UNDEFINED;
	}

	/**
	 * Goes on with other data, from {@link io.actor.gen.Sys#replaceState} or from another
	 * version of the code. By default only what {@link #data()} says is taken.
	 */
	protected void data(Object data) {
		if (!data.equals(data())) {
			throw new UnsupportedOperationException(getClass().getName() + " does not say how it takes other data");
		}
	}

	@Override
	public MachineState<S> state() {
		return new MachineState<>(currentState(), data());
	}

	/**
	 * Goes on in this state, as it is: nothing is entered, postponed events and timeouts
	 * stay. Those of another version of the code are taken over, while the code that
	 * handles events is this version's {@link #callbacks()}.
	 */
	@Override
	public void state(MachineState<S> replacement) {
		data(replacement.data());
		Engine<S, Q, C> known = this.engine;
		if (known != null) {
			known.state(replacement.state());
			return;
		}
		Engine<?, ?, ?> before = Servers.view(self().processes(), self().pid(), StateMachine.class)
			.map((machine) -> ((StateMachine<?, ?, ?>) machine).engine)
			.orElse(null);
		this.engine = new Engine<>(callbacks(), replacement.state(), new Self(), before);
	}

	// ---- results ----

	/**
	 * The result of {@link #init}: the machine is ready and in this state. Its first
	 * enter call and these actions come after the start has returned and before any
	 * message.
	 */
	protected final Init startIn(S state, Action... actions) {
		Callbacks<S, Q, C> code = callbacks();
		this.engine = new Engine<>(code, state, new Self(), null);
		this.firstActions = List.of(actions);
		return (actions.length == 0 && !code.stateEnter()) ? ok() : ok(noReply().thenContinue(new Begin()));
	}

	/** Goes into a state ({@code next_state}). */
	protected static <S> Step<S> nextState(S state, Action... actions) {
		return new Step.NextState<>(state, List.of(actions));
	}

	/** Stays in the state ({@code keep_state}). */
	protected static <S> Step<S> keepState(Action... actions) {
		return new Step.KeepState<>(List.of(actions));
	}

	/** Stays in the state and enters it again ({@code repeat_state}). */
	protected static <S> Step<S> repeatState(Action... actions) {
		return new Step.RepeatState<>(List.of(actions));
	}

	/** Ends the machine; a call that waits for an answer fails with this reason. */
	protected static <S> Step<S> stopMachine(ExitReason reason) {
		return new Step.Stop<>(reason, List.of());
	}

	/** Answers these calls, then ends the machine ({@code stop_and_reply}). */
	protected static <S> Step<S> stopAndReply(ExitReason reason, Action.Reply... replies) {
		return new Step.Stop<>(reason, List.of(replies));
	}

	// ---- actions ----

	/** Puts the event aside until the state changes. */
	protected static Action postpone() {
		return POSTPONE;
	}

	/** Answers a call; the request shows the reply's type. */
	protected static <R> Action.Reply reply(From from, Request<R> request, R value) {
		return new Action.Reply(from, value);
	}

	/** Inserts an event, to be handled next. */
	protected static Action nextEvent(Event<?, ?, ?> event) {
		return new Action.NextEvent(event);
	}

	/** Inserts an {@link Event.Internal}, to be handled next. */
	protected static Action internal(Object content) {
		return new Action.NextEvent(new Event.Internal<>(content));
	}

	/** Hibernates until the next message. */
	protected static Action hibernate() {
		return HIBERNATE;
	}

	/** Starts the timeout of silence: any event cancels it. */
	protected static Action eventTimeout(Duration after, Object content) {
		return new Action.SetTimeout(TimeoutKind.EVENT, after, content);
	}

	/** Starts the timeout of this state, or of the one that is gone into. */
	protected static Action stateTimeout(Duration after, Object content) {
		return new Action.SetTimeout(TimeoutKind.STATE, after, content);
	}

	/** Starts the timeout with this name. */
	protected static Action namedTimeout(Object name, Duration after, Object content) {
		return new Action.SetTimeout(TimeoutKind.named(name), after, content);
	}

	/**
	 * Starts a timeout that ends at this time, as {@code processes().deadline} gives it.
	 */
	protected static Action timeoutAt(TimeoutKind kind, long deadline, Object content) {
		return new Action.SetDeadline(kind, deadline, content);
	}

	/** Cancels a timeout. */
	protected static Action cancelTimeout(TimeoutKind kind) {
		return new Action.CancelTimeout(kind);
	}

	/** Gives a running timeout another content. */
	protected static Action updateTimeout(TimeoutKind kind, Object content) {
		return new Action.UpdateTimeout(kind, content);
	}

	/** Handles events with other code from now on. */
	protected final Action changeCallbacks(Callbacks<S, Q, C> code) {
		return new Action.ChangeCallbacks(code);
	}

	/** The same until {@link #popCallbacks()}. */
	protected final Action pushCallbacks(Callbacks<S, Q, C> code) {
		return new Action.PushCallbacks(code);
	}

	/** Goes back to the code before the last {@link #pushCallbacks}. */
	protected static Action popCallbacks() {
		return POP;
	}

	// ---- code ----

	/** One function for all states, with the types of this machine. */
	protected final Callbacks<S, Q, C> eventFunction(Callbacks.EventFunction<S, Q, C> function) {
		return Callbacks.eventFunction(function);
	}

	/**
	 * A function for each state, to be added with {@link Callbacks#state}, with the types
	 * of this machine.
	 */
	protected final Callbacks<S, Q, C> stateFunctions() {
		return Callbacks.stateFunctions();
	}

	// ---- the server ----

	@Override
	protected final Next handleCall(Q request, From from) throws Exception {
		return after(engine().event(new Event.Call<>(request, from)));
	}

	@Override
	protected final Next handleCast(C message) throws Exception {
		return after(engine().event(new Event.Cast<>(message)));
	}

	@Override
	protected final Next handleInfo(Object message) throws Exception {
		return after(
				(message instanceof Alarm alarm) ? engine().expired(alarm) : engine().event(new Event.Info<>(message)));
	}

	@Override
	protected final Next handleContinue(Object with) throws Exception {
		List<Action> actions = this.firstActions;
		this.firstActions = List.of();
		return after(engine().begin(actions));
	}

	@Override
	protected final void terminate(ExitReason reason) throws Exception {
		terminate(reason, currentState());
	}

	@Override
	protected String kind() {
		return "state machine";
	}

	private Next after(@Nullable ExitReason end) {
		if (end != null) {
			return stop(end);
		}
		return engine().hibernates() ? noReply().hibernate() : noReply();
	}

	private Engine<S, Q, C> engine() {
		Engine<S, Q, C> known = this.engine;
		if (known == null) {
			throw new IllegalStateException(
					getClass().getName() + " is in no state: its init must return startIn(state)");
		}
		return known;
	}

	/** What is done first, after init. */
	private record Begin() {
	}

	/** The machine's process, as its engine sees it. */
	private final class Self implements Surroundings {

		@Override
		public Object startTimer(Duration after, Alarm alarm) {
			return self().sendAfter(after, self().pid(), alarm);
		}

		@Override
		public Object startTimerAt(long deadline, Alarm alarm) {
			long now = self().processes().deadline(Duration.ZERO);
			return startTimer(Duration.ofNanos(Math.max(0, deadline - now)), alarm);
		}

		@Override
		public void cancelTimer(Object timer) {
			self().cancelTimer((Ref) timer);
		}

		@Override
		public void reply(From from, Object value) {
			self().checkAlive();
			from.reply(value);
		}

		@Override
		public void checkAlive() {
			self().checkAlive();
		}

	}

}
