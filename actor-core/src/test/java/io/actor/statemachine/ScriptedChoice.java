package io.actor.statemachine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.actor.process.ExitReason;

/** Draws what a {@link Script} is made of. */
final class ScriptedChoice {

	static final List<String> STATES = List.of("s0", "s1", "s2");

	static final List<String> CONTENTS = List.of("e1", "e2", "e3", "e4", "t1", "t2", "t3", "i1", "i2");

	private static final List<TimeoutKind> KINDS = List.of(TimeoutKind.EVENT, TimeoutKind.STATE, TimeoutKind.named("a"),
			TimeoutKind.named("b"));

	private final Random random;

	private final List<Callbacks<String, String, String>> codes;

	ScriptedChoice(Random random, Callbacks<String, String, String> first, Callbacks<String, String, String> second) {
		this.random = random;
		this.codes = List.of(first, second);
	}

	String state() {
		return one(STATES);
	}

	String incoming() {
		return CONTENTS.get(this.random.nextInt(4));
	}

	/** What the code makes of an event. */
	Script.Result result() {
		Action[] actions = actions(true).toArray(new Action[0]);
		return switch (this.random.nextInt(40)) {
			case 0 -> new Script.Result(StateMachine.stopMachine(ExitReason.named("bye")), false);
			case 1, 2, 3, 4 -> new Script.Result(StateMachine.repeatState(actions), false);
			case 5, 6, 7, 8 -> new Script.Result(StateMachine.nextState(state(), actions), true);
			case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> new Script.Result(StateMachine.keepState(actions), false);
			default -> new Script.Result(StateMachine.nextState(state(), actions), false);
		};
	}

	/** What the code makes of an enter call: now and then what it must not. */
	Script.Result onEnter(String state) {
		boolean wrong = this.random.nextInt(12) == 0;
		Action[] actions = actions(wrong).toArray(new Action[0]);
		return new Script.Result(switch (this.random.nextInt(wrong ? 11 : 8)) {
			case 0 -> StateMachine.repeatState(actions);
			case 1 -> StateMachine.nextState(state, actions);
			case 8 -> StateMachine.stopMachine(ExitReason.named("bye"));
			case 9, 10 -> StateMachine.nextState(state(), actions);
			default -> StateMachine.keepState(actions);
		}, false);
	}

	List<Action> actions(boolean any) {
		List<Action> actions = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			actions.add(action(any));
		}
		return actions;
	}

	private Action action(boolean any) {
		TimeoutKind kind = one(KINDS);
		String content = one(List.of("t1", "t2", "t3"));
		return switch (this.random.nextInt(any ? 16 : 9)) {
			case 0, 1, 2 -> new Action.SetTimeout(kind, Duration.ZERO, content);
			case 3, 4 -> new Action.SetTimeout(kind, Duration.ofHours(1), content);
			case 5 -> StateMachine.cancelTimeout(kind);
			case 6, 7 -> StateMachine.updateTimeout(kind, content);
			case 8 -> any ? code() : StateMachine.cancelTimeout(kind);
			case 9, 10, 11 -> StateMachine.postpone();
			default -> StateMachine.nextEvent(inserted(one(List.of("i1", "i2", "e1"))));
		};
	}

	private Action code() {
		return switch (this.random.nextInt(3)) {
			case 0 -> new Action.ChangeCallbacks(one(this.codes));
			case 1 -> new Action.PushCallbacks(one(this.codes));
			default -> StateMachine.popCallbacks();
		};
	}

	private Event<String, String, String> inserted(String content) {
		return switch (this.random.nextInt(7)) {
			case 0 -> new Event.Cast<>(content);
			case 1 -> new Event.Info<>(content);
			case 2 -> new Event.EventTimeout<>(content);
			case 3 -> new Event.StateTimeout<>(content);
			case 4 -> new Event.NamedTimeout<>("a", content);
			default -> new Event.Internal<>(content);
		};
	}

	private <T> T one(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

}
