package io.actor.guide;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.gen.From;
import io.actor.gen.Init;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.gen.Sys;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.statemachine.Callbacks;
import io.actor.statemachine.Event;
import io.actor.statemachine.MachineState;
import io.actor.statemachine.StateMachine;
import io.actor.statemachine.Step;
import io.actor.statemachine.TimeoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of {@code docs/guide/state-machine.md}. */
class StateMachineGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	static final class Turnstile extends StateMachine<Turnstile.State, Turnstile.Ask<?>, Turnstile.Input> {

		enum State {

			LOCKED, OPEN

		}

		sealed interface Ask<R> extends Request<R> {

		}

		record Status() implements Ask<State> {
		}

		record Pass(String name) implements Ask<String> {
		}

		sealed interface Input {

		}

		record Coin(int cents) implements Input {
		}

		record Alarm() implements Input {
		}

		private int cents;

		@Override
		protected Init init() {
			return startIn(State.LOCKED);
		}

		@Override
		protected Step<State> handleEvent(Event<State, Ask<?>, Input> event, State state) {
			return switch (event) {
				case Event.Call(Status status, From from) -> keepState(reply(from, status, state));
				case Event.Call(Pass pass, From from) -> switch (state) {
					case LOCKED -> keepState(postpone());
					case OPEN -> nextState(State.LOCKED, reply(from, pass, "welcome " + pass.name()));
				};
				case Event.Cast(Coin coin) -> {
					this.cents += coin.cents();
					yield nextState(State.OPEN, stateTimeout(Duration.ofSeconds(30), "nobody came"));
				}
				case Event.Cast(Alarm alarm) -> stopMachine(ExitReason.named("alarm"));
				case Event.StateTimeout(Object why) -> nextState(State.LOCKED);
				default -> keepState();
			};
		}

		@Override
		protected void terminate(ExitReason reason, State state) {
			LOG.add("ended in " + state + " with " + this.cents);
		}

		@Override
		protected Object data() {
			return this.cents;
		}

		@Override
		protected void data(Object data) {
			this.cents = (Integer) data;
		}

	}

	private static final List<String> LOG = new CopyOnWriteArrayList<>();

	@Test
	void whoComesFirstWaitsForACoin() {
		LOG.clear();
		Node node = this.local.node();

		ServerRef turnstile = node.start(Turnstile::new, StartOptions.named("turnstile"));
		CompletableFuture<String> ann = turnstile.callAsync(new Turnstile.Pass("Ann"));
		Turnstile.State before = turnstile.call(new Turnstile.Status());
		turnstile.cast(new Turnstile.Coin(50));

		String greeting = ann.join();

		assertThat(before).isEqualTo(Turnstile.State.LOCKED);
		assertThat(greeting).isEqualTo("welcome Ann");
		assertThat(turnstile.call(new Turnstile.Status())).isEqualTo(Turnstile.State.LOCKED);

		Object inside = Sys.of(turnstile).state();

		assertThat(inside).isEqualTo(new MachineState<>(Turnstile.State.LOCKED, 50));
		turnstile.cast(new Turnstile.Alarm());
		await().until(() -> LOG.contains("ended in LOCKED with 50"));
	}

	static final class Blinker extends StateMachine<Blinker.Light, Request<?>, String> {

		enum Light {

			OFF, ON

		}

		private final List<String> seen;

		Blinker(List<String> seen) {
			this.seen = seen;
		}

		@Override
		protected Init init() {
			return startIn(Light.OFF, namedTimeout("battery", Duration.ofMillis(100), "empty"));
		}

		@Override
		protected Callbacks<Light, Request<?>, String> callbacks() {
			return stateFunctions().state(Light.OFF, this::off).state(Light.ON, this::on).withStateEnter();
		}

		private Step<Light> off(Event<Light, Request<?>, String> event) {
			return switch (event) {
				case Event.Enter(Light previous) ->
					shown("off", keepState(stateTimeout(Duration.ofMillis(10), "blink")));
				case Event.StateTimeout(Object blink) -> nextState(Light.ON);
				default -> other(event);
			};
		}

		private Step<Light> on(Event<Light, Request<?>, String> event) {
			return switch (event) {
				case Event.Enter(Light previous) ->
					shown("on", keepState(stateTimeout(Duration.ofMillis(10), "blink")));
				case Event.StateTimeout(Object blink) -> nextState(Light.OFF);
				default -> other(event);
			};
		}

		private Step<Light> other(Event<Light, Request<?>, String> event) {
			return switch (event) {
				case Event.NamedTimeout(Object battery, Object empty) -> stopMachine(ExitReason.NORMAL);
				case Event.Cast(String charge) -> keepState(cancelTimeout(TimeoutKind.named("battery")));
				default -> keepState();
			};
		}

		private Step<Light> shown(String light, Step<Light> then) {
			this.seen.add(light);
			return then;
		}

	}

	@Test
	void aBlinkerBlinksUntilItsBatteryIsEmpty() {
		List<String> seen = new CopyOnWriteArrayList<>();
		ServerRef blinker = this.local.start(() -> new Blinker(seen));

		await().until(() -> blinker.pid().filter(this.local.processes()::isAlive).isEmpty());
		assertThat(seen).startsWith("off", "on", "off");
	}

	@Test
	void aChargedBlinkerGoesOn() {
		List<String> seen = new CopyOnWriteArrayList<>();
		ServerRef blinker = this.local.start(() -> new Blinker(seen));
		blinker.cast("charge");

		await().until(() -> seen.size() > 20);
		blinker.stop();
	}

	/** Reads a number of bytes that the first one says. */
	static final class Reader extends StateMachine<Reader.State, Request<?>, Byte> {

		sealed interface State {

		}

		record Waiting() implements State {
		}

		record Reading(int left) implements State {
		}

		private final List<String> seen;

		Reader(List<String> seen) {
			this.seen = seen;
		}

		@Override
		protected Init init() {
			return startIn(new Waiting());
		}

		@Override
		protected Step<State> handleEvent(Event<State, Request<?>, Byte> event, State state) {
			return switch (event) {
				case Event.Cast(Byte read) -> switch (state) {
					case Waiting waiting -> nextState(new Reading(read));
					case Reading(int left) when left > 1 -> nextState(new Reading(left - 1));
					case Reading last -> nextState(new Waiting(), internal("complete"));
				};
				case Event.Internal(Object complete) -> {
					this.seen.add("complete");
					yield keepState();
				}
				default -> keepState();
			};
		}

	}

	@Test
	void aStateMayCarryData() {
		List<String> seen = new CopyOnWriteArrayList<>();
		ServerRef reader = this.local.start(() -> new Reader(seen));
		List.of((byte) 2, (byte) 7, (byte) 8, (byte) 1, (byte) 9).forEach(reader::cast);

		await().until(() -> seen.size() == 2);
	}

}
