package io.actor.statemachine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.fixture.Otp;
import io.actor.gen.From;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Alarms whose timer had gone off before they were cancelled or set anew. */
class EngineTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final Clockwork clockwork = new Clockwork();

	private final List<Object> handled = new ArrayList<>();

	private final Engine<String, Object, Step<String>> engine = new Engine<>(Callbacks.eventFunction(this::handle), "a",
			this.clockwork, null);

	private Step<String> handle(Event<String, Object, Step<String>> event, String state) {
		return switch (event) {
			case Event.Cast(Step<String> step) -> step;
			case Event.StateTimeout(Object content) -> noted(content);
			case Event.EventTimeout(Object content) -> noted(content);
			case Event.NamedTimeout(Object name, Object content) -> noted(content);
			default -> StateMachine.keepState();
		};
	}

	private Step<String> noted(Object content) {
		this.handled.add(content);
		return StateMachine.keepState();
	}

	private void cast(Step<String> step) throws Exception {
		assertThat(this.engine.event(new Event.Cast<>(step))).isNull();
	}

	private Alarm set(Action action) throws Exception {
		cast(StateMachine.keepState(action));
		return this.clockwork.armed.getLast();
	}

	@Test
	void anAlarmThatRunsIsOneEvent() throws Exception {
		Alarm alarm = set(StateMachine.stateTimeout(LONG, "state"));

		this.engine.expired(alarm);
		this.engine.expired(alarm);

		assertThat(this.handled).containsExactly("state");
	}

	@Test
	@Otp(143)
	void theAlarmOfAStateThatWasLeftIsNothing() throws Exception {
		Alarm alarm = set(StateMachine.stateTimeout(LONG, "state"));
		cast(StateMachine.nextState("b"));
		cast(StateMachine.nextState("a"));

		this.engine.expired(alarm);

		assertThat(this.handled).isEmpty();
		assertThat(this.clockwork.cancelled).containsExactly(alarm);
	}

	@Test
	@Otp(147)
	void anAlarmThatWasCancelledIsNothing() throws Exception {
		for (TimeoutKind kind : List.of(TimeoutKind.STATE, TimeoutKind.EVENT, TimeoutKind.named("x"))) {
			Alarm alarm = set(new Action.SetTimeout(kind, LONG, "late"));
			cast(StateMachine.keepState(StateMachine.cancelTimeout(kind)));

			this.engine.expired(alarm);
		}
		assertThat(this.handled).isEmpty();
		assertThat(this.clockwork.cancelled).hasSize(3);
	}

	@Test
	@Otp(145)
	void theAlarmOfASilenceThatWasBrokenIsNothing() throws Exception {
		Alarm alarm = set(StateMachine.eventTimeout(LONG, "silence"));
		cast(StateMachine.keepState());

		this.engine.expired(alarm);

		assertThat(this.handled).isEmpty();
	}

	@Test
	@Otp(146)
	void theAlarmOfATimeoutSetAnewIsNothingAndTheNewOneCounts() throws Exception {
		Alarm before = set(StateMachine.namedTimeout("x", LONG, "before"));
		cast(StateMachine.nextState("b"));
		Alarm after = set(StateMachine.namedTimeout("x", LONG, "after"));

		this.engine.expired(before);
		this.engine.expired(after);

		assertThat(this.handled).containsExactly("after");
	}

	@Test
	@Otp(147)
	void anUpdateChangesWhatTheAlarmSaysAndNotWhen() throws Exception {
		Alarm alarm = set(StateMachine.stateTimeout(LONG, "old"));
		cast(StateMachine.keepState(StateMachine.updateTimeout(TimeoutKind.STATE, "new")));

		assertThat(this.handled).isEmpty();
		assertThat(this.clockwork.armed).containsExactly(alarm);
		assertThat(this.clockwork.cancelled).isEmpty();
		this.engine.expired(alarm);
		assertThat(this.handled).containsExactly("new");
	}

	@Test
	void theLastOfSeveralActionsForOneTimeoutCounts() throws Exception {
		cast(StateMachine.keepState(StateMachine.stateTimeout(LONG, "first"),
				StateMachine.updateTimeout(TimeoutKind.STATE, "second")));

		assertThat(this.clockwork.armed).isEmpty();
		assertThat(this.handled).containsExactly("second");
	}

	/** Timers that are set off by hand. */
	private static final class Clockwork implements Surroundings {

		private final List<Alarm> armed = new ArrayList<>();

		private final List<Object> cancelled = new ArrayList<>();

		@Override
		public Object startTimer(Duration after, Alarm alarm) {
			this.armed.add(alarm);
			return alarm;
		}

		@Override
		public Object startTimerAt(long deadline, Alarm alarm) {
			return startTimer(Duration.ofNanos(deadline), alarm);
		}

		@Override
		public void cancelTimer(Object timer) {
			this.cancelled.add(timer);
		}

		@Override
		public void reply(From from, Object value) {
			from.reply(value);
		}

		@Override
		public void checkAlive() {
		}

	}

}
