package io.actor.statemachine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.LocalNode;
import io.actor.gen.CallException;
import io.actor.gen.Init;
import io.actor.gen.ServerRef;
import io.actor.gen.Sys;
import io.actor.term.Pid;
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

	/** Held while a timeout is being set. */
	private final CountDownLatch release = new CountDownLatch(1);

	private ServerRef machine;

	private Sys sys;

	@BeforeEach
	void start() {
		this.machine = this.local.start(() -> new Counting("v1", this.notes, this.release));
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
		setTimeoutAndSuspend();
		await().until(() -> this.local.processes().timerCount() == 0);
		assertThat(this.sys.state()).isEqualTo(new MachineState<>("closed", 1));
		assertThat(this.notes).containsExactly("v1 timeout closed");

		this.sys.resume();

		await().until(() -> this.notes.contains("v1 over closed"));
	}

	@Test
	void anotherVersionTakesOverPostponedEventsAndTimeouts() {
		this.machine.cast("postpone");
		setTimeoutAndSuspend();

		this.sys.changeCode(() -> new Counting("v2", this.notes, this.release), "v1", "extra");
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

		assertThatThrownBy(
				() -> this.sys.changeCode(() -> new Counting("v3", this.notes, this.release), "bad", "extra"))
			.hasMessageContaining("not from bad");
		this.sys.resume();
		this.machine.cast("open");

		assertThat(this.sys.state()).isEqualTo(new MachineState<>("opened", 3));
		assertThat(this.notes).containsExactly("v1 postpone closed", "v1 open closed", "v1 postpone opened");
	}

	/**
	 * Suspends the machine right after it has set a timeout, which cannot be over yet.
	 */
	private void setTimeoutAndSuspend() {
		this.machine.cast("timeout");
		await().until(() -> this.notes.contains("v1 timeout closed"));
		CompletableFuture<Boolean> suspended = new CompletableFuture<>();
		this.local.node().spawn((self) -> {
			this.sys.suspend();
			suspended.complete(true);
		});
		Pid pid = this.machine.pid().orElseThrow();
		await().until(() -> this.local.processes().info(pid).orElseThrow().mailbox() == 1);
		this.release.countDown();
		LocalNode.get(suspended);
	}

	/** Counts its events. */
	private static final class Counting extends StateMachine<String, Object, String> {

		private final String version;

		private final List<String> notes;

		private final CountDownLatch release;

		private int events;

		Counting(String version, List<String> notes, CountDownLatch release) {
			this.version = version;
			this.notes = notes;
			this.release = release;
		}

		@Override
		protected Init init() {
			return startIn("closed");
		}

		@Override
		protected Step<String> handleEvent(Event<String, Object, String> event, String state)
				throws InterruptedException {
			this.events++;
			String name = switch (event) {
				case Event.Cast(String message) -> message;
				case Event.StateTimeout(Object content) -> content.toString();
				default -> event.toString();
			};
			this.notes.add(this.version + " " + name + " " + state);
			return switch (name) {
				case "open" -> nextState("opened");
				case "timeout" -> {
					this.release.await();
					yield keepState(stateTimeout(Duration.ofMillis(20), "over"));
				}
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
