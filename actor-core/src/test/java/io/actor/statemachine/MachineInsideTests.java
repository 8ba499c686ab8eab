package io.actor.statemachine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.gen.CallException;
import io.actor.gen.Init;
import io.actor.gen.ServerRef;
import io.actor.gen.Sys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A machine looked at and changed from outside. */
class MachineInsideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<String> notes = new CopyOnWriteArrayList<>();

	private ServerRef machine;

	private Sys sys;

	@BeforeEach
	void start() {
		this.machine = this.local.start(() -> new Counting("v1", this.notes));
		this.sys = Sys.of(this.machine);
	}

	@Test
	void itsStateIsStateAndData() {
		this.machine.cast("count");
		this.machine.cast("open");

		assertThat(this.sys.state()).isEqualTo(new MachineState<>("opened", 2));
	}

	@Test
	void itGoesOnInAStateThatWasPutInPlace() {
		MachineState<String> replaced = this.sys
			.replaceState((MachineState<String> old) -> new MachineState<>("opened", 40));
		this.machine.cast("count");

		assertThat(replaced).isEqualTo(new MachineState<>("opened", 40));
		assertThat(this.sys.state()).isEqualTo(new MachineState<>("opened", 41));
		assertThat(this.notes).containsExactly("v1 count opened");
	}

	@Test
	void dataItDoesNotTakeChangesNothing() {
		assertThatThrownBy(() -> this.sys.replaceState((old) -> new MachineState<>("opened", "many")))
			.isInstanceOfSatisfying(CallException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(Sys.CALLBACK_FAILED));
		assertThat(this.sys.state()).isEqualTo(new MachineState<>("closed", 0));
	}

	@Test
	void aTimeoutDoesNotComeWhileItIsSuspended() {
		this.machine.cast("timeout");
		this.sys.suspend();
		await().until(() -> this.local.processes().timerCount() == 0);
		assertThat(this.sys.state()).isEqualTo(new MachineState<>("closed", 1));
		assertThat(this.notes).containsExactly("v1 timeout closed");

		this.sys.resume();

		await().until(() -> this.notes.contains("v1 over closed"));
	}

	@Test
	void anotherVersionTakesOverPostponedEventsAndTimeouts() {
		this.machine.cast("postpone");
		this.machine.cast("timeout");
		this.sys.suspend();

		this.sys.changeCode(() -> new Counting("v2", this.notes), "v1", "extra");
		this.sys.resume();
		await().until(() -> this.notes.contains("v2 over closed"));
		this.machine.cast("open");

		assertThat(this.sys.state()).isEqualTo(new MachineState<>("opened", 5));
		assertThat(this.notes).containsExactly("v1 postpone closed", "v1 timeout closed", "v2 over closed",
				"v2 open closed", "v2 postpone opened");
	}

	@Test
	void aVersionThatRefusesLeavesTheOldOneAsItWas() {
		this.machine.cast("postpone");
		this.sys.suspend();

		assertThatThrownBy(() -> this.sys.changeCode(() -> new Counting("v3", this.notes), "bad", "extra"))
			.hasMessageContaining("not from bad");
		this.sys.resume();
		this.machine.cast("open");

		assertThat(this.sys.state()).isEqualTo(new MachineState<>("opened", 3));
		assertThat(this.notes).containsExactly("v1 postpone closed", "v1 open closed", "v1 postpone opened");
	}

	/** Counts its events. */
	private static final class Counting extends StateMachine<String, Object, String> {

		private final String version;

		private final List<String> notes;

		private int events;

		Counting(String version, List<String> notes) {
			this.version = version;
			this.notes = notes;
		}

		@Override
		protected Init init() {
			return startIn("closed");
		}

		@Override
		protected Step<String> handleEvent(Event<String, Object, String> event, String state) {
			this.events++;
			String name = switch (event) {
				case Event.Cast(String message) -> message;
				case Event.StateTimeout(Object content) -> content.toString();
				default -> event.toString();
			};
			this.notes.add(this.version + " " + name + " " + state);
			return switch (name) {
				case "open" -> nextState("opened");
				case "timeout" -> keepState(stateTimeout(Duration.ofMillis(20), "over"));
				case "postpone" -> state.equals("closed") ? keepState(postpone()) : keepState();
				default -> keepState();
			};
		}

		@Override
		protected Object data() {
			return this.events;
		}

		@Override
		protected void data(Object data) {
			this.events = (Integer) data;
		}

		@Override
		public Object codeChange(Object oldVersion, Object state, Object extra) {
			if (!oldVersion.equals("v1")) {
				throw new IllegalArgumentException("not from " + oldVersion);
			}
			return state;
		}

	}

}
