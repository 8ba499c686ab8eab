package io.actor.statemachine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.actor.gen.From;
import io.actor.process.ExitReason;
import io.actor.term.Tuple;

/**
 * A random state machine: what its code returns for each event in each state, and the
 * events it gets. The engine runs it here; {@link ScriptText} writes it down for the real
 * {@code gen_statem}, which runs it in {@code statem_script.erl}.
 */
final class Script {

	/** An event from outside. */
	record Incoming(boolean cast, String content) {
	}

	/** What the code returns, or throws. */
	record Result(Step<String> step, boolean thrown) {
	}

	/**
	 * Events the code reacts to before it only keeps the state, so that each run ends.
	 */
	private static final int FUEL = 40;

	private final ScriptedChoice choice;

	private final List<String> notes = new ArrayList<>();

	private final Callbacks<String, String, String> first;

	private final Callbacks<String, String, String> second;

	private final boolean enter;

	private final String begin;

	private final List<Action> actions;

	private final Map<String, Result> table = new HashMap<>();

	private final List<Incoming> events = new ArrayList<>();

	private int fuel = FUEL;

	Script(long seed) {
		Random random = new Random(seed);
		this.enter = random.nextBoolean();
		this.first = code("a", this.enter);
		this.second = code("b", !this.enter);
		this.choice = new ScriptedChoice(random, this.first, this.second);
		this.begin = this.choice.state();
		this.actions = this.choice.actions(true);
		for (String state : ScriptedChoice.STATES) {
			for (String content : ScriptedChoice.CONTENTS) {
				this.table.put(state + "," + content, this.choice.result());
			}
			this.table.put(state + ",enter", this.choice.onEnter(state));
		}
		for (int i = 0; i < 8; i++) {
			this.events.add(new Incoming(random.nextInt(4) > 0, this.choice.incoming()));
		}
	}

	boolean enter() {
		return this.enter;
	}

	String begin() {
		return this.begin;
	}

	List<Action> actions() {
		return this.actions;
	}

	Map<String, Result> table() {
		return this.table;
	}

	List<Incoming> events() {
		return this.events;
	}

	String nameOf(Callbacks<?, ?, ?> code) {
		return (code == this.first) ? "statem_a" : "statem_b";
	}

	/** What happens, by the engine. */
	String run() throws Exception {
		Engine<String, String, String> engine = new Engine<>(this.first, this.begin, new Nowhere(), null);
		ExitReason end = engine.begin(this.actions);
		for (Incoming event : this.events) {
			if (end == null) {
				end = engine
					.event(event.cast() ? new Event.Cast<>(event.content()) : new Event.Info<>(event.content()));
			}
		}
		if (end == null) {
			this.notes.add("in " + engine.state());
		}
		else {
			Object rule = (end instanceof ExitReason.Custom(Tuple tuple)) ? tuple.get(0) : end;
			this.notes.add("end " + rule + " " + engine.state());
		}
		return String.join(";", this.notes);
	}

	private Callbacks<String, String, String> code(String name, boolean stateEnter) {
		Callbacks<String, String, String> code = Callbacks.eventFunction((event, state) -> handle(name, event, state));
		return stateEnter ? code.withStateEnter() : code;
	}

	private Step<String> handle(String code, Event<String, String, String> event, String state) {
		Object content = content(event);
		this.notes.add(code + " " + type(event) + " " + content + " " + state);
		this.fuel--;
		if (this.fuel < 0) {
			return StateMachine.keepState();
		}
		Result result = this.table.get(state + "," + ((event instanceof Event.Enter) ? "enter" : content));
		if (result.thrown()) {
			throw result.step().thrown();
		}
		return result.step();
	}

	private static Object content(Event<String, String, String> event) {
		return switch (event) {
			case Event.Call(String request, From _) -> request;
			case Event.Cast(String message) -> message;
			case Event.Info(Object message) -> message;
			case Event.Internal(Object content) -> content;
			case Event.EventTimeout(Object content) -> content;
			case Event.StateTimeout(Object content) -> content;
			case Event.NamedTimeout(Object _, Object content) -> content;
			case Event.Enter(String previous) -> previous;
		};
	}

	private static String type(Event<?, ?, ?> event) {
		return switch (event) {
			case Event.NamedTimeout<?, ?, ?>(Object name, Object _) -> "n" + name;
			case Event.EventTimeout<?, ?, ?> _ -> "timeout";
			case Event.StateTimeout<?, ?, ?> _ -> "state_timeout";
			default -> event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
		};
	}

}
