package io.actor.statemachine;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Script} as a term that {@code statem_script.erl} reads. */
final class ScriptText {

	private final Script script;

	private ScriptText(Script script) {
		this.script = script;
	}

	static String of(Script script) {
		return new ScriptText(script).text();
	}

	private String text() {
		String table = this.script.table()
			.entrySet()
			.stream()
			.map((row) -> "{" + row.getKey() + "}=>" + result(row.getValue()))
			.sorted()
			.collect(Collectors.joining(","));
		String events = this.script.events()
			.stream()
			.map((event) -> "{" + (event.cast() ? "cast" : "info") + "," + event.content() + "}")
			.collect(Collectors.joining(","));
		return "{" + this.script.enter() + "," + this.script.begin() + "," + list(this.script.actions()) + ",#{" + table
				+ "},[" + events + "]}";
	}

	private String result(Script.Result result) {
		return switch (result.step()) {
			case Step.NextState<String>(String state, List<Action> actions) ->
				"{" + (result.thrown() ? "throw" : "next") + "," + state + "," + list(actions) + "}";
			case Step.KeepState<String>(List<Action> actions) -> "{keep," + list(actions) + "}";
			case Step.RepeatState<String>(List<Action> actions) -> "{repeat," + list(actions) + "}";
			case Step.Stop<String> _ -> "stop";
		};
	}

	private String list(List<Action> actions) {
		return actions.stream().map(this::action).collect(Collectors.joining(",", "[", "]"));
	}

	private String action(Action action) {
		return switch (action) {
			case Action.Postpone() -> "postpone";
			case Action.NextEvent(Event<?, ?, ?> event) -> "{next_event," + event(event) + "}";
			case Action.SetTimeout(TimeoutKind kind, Duration after, Object content) ->
				"{" + kind(kind) + "," + after.toMillis() + "," + content + "}";
			case Action.CancelTimeout(TimeoutKind kind) -> "{" + kind(kind) + ",cancel}";
			case Action.UpdateTimeout(TimeoutKind kind, Object content) ->
				"{" + kind(kind) + ",update," + content + "}";
			case Action.ChangeCallbacks(Callbacks<?, ?, ?> code) ->
				"{change_callback_module," + this.script.nameOf(code) + "}";
			case Action.PushCallbacks(Callbacks<?, ?, ?> code) ->
				"{push_callback_module," + this.script.nameOf(code) + "}";
			case Action.PopCallbacks() -> "pop_callback_module";
			default -> throw new IllegalArgumentException("No script has " + action);
		};
	}

	private static String event(Event<?, ?, ?> event) {
		return switch (event) {
			case Event.Cast<?, ?, ?>(Object content) -> "cast," + content;
			case Event.Info<?, ?, ?>(Object content) -> "info," + content;
			case Event.Internal<?, ?, ?>(Object content) -> "internal," + content;
			case Event.EventTimeout<?, ?, ?>(Object content) -> "timeout," + content;
			case Event.StateTimeout<?, ?, ?>(Object content) -> "state_timeout," + content;
			case Event.NamedTimeout<?, ?, ?>(Object name, Object content) -> "{timeout," + name + "}," + content;
			default -> throw new IllegalArgumentException("No script inserts " + event);
		};
	}

	private static String kind(TimeoutKind kind) {
		return switch (kind) {
			case TimeoutKind.OfEvent() -> "timeout";
			case TimeoutKind.OfState() -> "state_timeout";
			case TimeoutKind.Named(Object name) -> "{timeout," + name + "}";
		};
	}

}
