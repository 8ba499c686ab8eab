package io.actor.statemachine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.Init;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.node.NodeConfig;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.ProcessLimits;
import io.actor.statemachine.Lab.Ask;
import io.actor.statemachine.Lab.Mode;
import io.actor.statemachine.Lab.Reaction;
import io.actor.statemachine.Lab.State;
import io.actor.statemachine.Lab.Tell;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Atom;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.actor.statemachine.Lab.answer;
import static io.actor.statemachine.Lab.go;
import static io.actor.statemachine.Lab.keep;
import static io.actor.statemachine.Lab.postponedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** How a machine starts, answers and ends. */
class MachineLifeTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	@RegisterExtension
	final LocalNode local = new LocalNode(NodeConfig.local().limits(new ProcessLimits(1000, 20)));

	@RegisterExtension
	final LogEvents crashes = new LogEvents("io.actor.report.crash");

	private Lab lab;

	private ServerRef start(boolean enters, Action... first) {
		return start(Mode.EVENT_FUNCTION, enters, first);
	}

	private ServerRef start(Mode mode, boolean enters, Action... first) {
		this.lab = new Lab(mode, enters, first);
		return this.local.start(() -> this.lab);
	}

	/** Why the machine ends when it handles this cast. */
	private ExitReason endBy(ServerRef machine, Reaction reaction) {
		CompletableFuture<ExitReason> end = this.local.endOf(machine.pid().orElseThrow());
		machine.cast(new Tell("end", reaction));
		return LocalNode.get(end);
	}

	private static void assertRule(ExitReason reason, String rule, String value) {
		assertThat(reason).isInstanceOf(ExitReason.Custom.class);
		Tuple tuple = (Tuple) ((ExitReason.Custom) reason).reason();
		assertThat(tuple.get(0)).isEqualTo(Atom.of(rule));
		assertThat(tuple.get(1).toString()).contains(value);
	}

	// ---- start ----

	@Test
	void aMachineIsStartedRegisteredAndSupervisedLikeAnyServer() {
		Supervisor supervisor = Supervisor.oneForOne()
			.child(ChildSpec.worker("door", () -> new Lab(Mode.STATE_FUNCTIONS, true)));
		this.local.node().start(supervisor, StartOptions.DEFAULT);
		ServerRef door = this.local.node().server("door");
		door.cast(new Tell("go", go(State.C)));
		assertThat(door.call(new Ask("where", answer()))).isEqualTo("C");

		assertThatThrownBy(() -> door.call(new Ask("crash", (state, event) -> {
			throw new IllegalStateException("oh");
		}))).hasMessageContaining("oh");

		await().until(() -> door.pid().isPresent());
		await().untilAsserted(() -> assertThat(door.call(new Ask("where", answer()))).isEqualTo("A"));
	}

	@Test
	void aMachineMayRefuseToStart() {
		assertThatThrownBy(() -> this.local.start(() -> new Refusing(true))).isInstanceOf(StartException.class)
			.hasMessageContaining("broken");
		assertThatThrownBy(() -> this.local.start(() -> new Refusing(false))).isInstanceOf(StartException.class);
	}

	@Test
	void aMachineThatDoesNotSayWhereItBeginsEndsAtItsFirstEvent() {
		ServerRef machine = this.local.start(Stateless::new);

		assertThatThrownBy(() -> machine.call(new Ask("q", answer()))).hasMessageContaining("startIn(state)");
	}

	@Test
	void theFirstEnterCallRunsAfterTheStartHasReturned() {
		CountDownLatch started = new CountDownLatch(1);
		Lab slow = new Lab(Mode.EVENT_FUNCTION, true);
		slow.onEnter = (state, event) -> {
			started.await();
			return StateMachine.keepState();
		};

		ServerRef machine = this.local.start(() -> slow);
		started.countDown();

		assertThat(machine.call(new Ask("q", answer()))).isEqualTo("A");
		assertThat(slow.notes()).startsWith("enter A in A");
	}

	// ---- calls ----

	@Test
	@Otp(151)
	void aCallThatIsNotAnsweredInTimeLeavesNothingInTheMailbox() {
		ServerRef machine = start(false);
		Boolean clean = this.local.inProcess((self) -> {
			CallException late = catchThrowableOfType(CallException.class,
					() -> machine.call(new Ask("q", postponedIn(State.A, answer())), Duration.ofMillis(20)));
			assertThat(late.isTimeout()).isTrue();
			machine.cast(new Tell("go", go(State.B)));
			// Answered after the postponed one, to the same process.
			assertThat(machine.call(new Ask("next", answer()))).isEqualTo("B");
			return self.receive(Object.class, Duration.ZERO).isEmpty();
		});

		assertThat(clean).isTrue();
		assertThat(this.lab.notes()).contains("call q in B");
	}

	@Test
	void aCallThatWaitsWhenTheMachineEndsHearsWhy() {
		ServerRef machine = start(false);
		CompletableFuture<String> answer = machine.callAsync(new Ask("q", postponedIn(State.A, answer())));

		endBy(machine, (state, event) -> StateMachine.stopMachine(BROKEN));

		assertThatThrownBy(() -> LocalNode.get(answer)).cause()
			.isInstanceOfSatisfying(CallException.class, (ex) -> assertThat(ex.reason()).isEqualTo(BROKEN));
	}

	@Test
	void stopAndReplyAnswersBeforeItTerminates() {
		ServerRef machine = start(false);

		String answer = machine.call(new Ask("q", (state, event) -> StateMachine.stopAndReply(ExitReason.NORMAL,
				answer(event, this.lab.notes().toString()))));

		assertThat(answer).isEqualTo("[call q in A]");
		await().until(() -> this.lab.has("terminate normal in A"));
		assertThat(this.crashes.at(Level.ERROR)).isEmpty();
	}

	// ---- results ----

	@ParameterizedTest
	@EnumSource
	@Otp({ 152, 153 })
	void aResultThatIsNoneEndsTheMachineAndIsNamed(Mode mode) {
		assertRule(endBy(start(mode, false), (state, event) -> null), "bad_return_from_state_function", "null");
		assertThat(this.lab.notes().getLast()).startsWith("terminate {bad_return_from_state_function");
		assertThat(this.crashes.at(Level.ERROR)).singleElement().asString().contains("bad_return_from_state_function");
	}

	@Test
	@Otp(152)
	void anActionThatIsNoneEndsTheMachineAndIsNamed() {
		assertRule(endBy(start(false), keep(StateMachine.popCallbacks())), "bad_action_from_state_function", "Pop");
		assertRule(endBy(start(false), keep(StateMachine.nextEvent(new Event.Enter<>("x")))),
				"bad_action_from_state_function", "Enter");
	}

	@Test
	void whatAnEnterCallMustNotDoEndsTheMachineAndIsNamed() {
		for (Action action : List.of(StateMachine.postpone(), StateMachine.internal("i"))) {
			ServerRef machine = start(true);
			assertThat(machine.call(new Ask("q", answer()))).isEqualTo("A");
			this.lab.onEnter = keep(action);
			assertRule(endBy(machine, go(State.B)), "bad_state_enter_action_from_state_function",
					action.getClass().getSimpleName());
		}
		ServerRef machine = start(true);
		assertThat(machine.call(new Ask("q", answer()))).isEqualTo("A");
		this.lab.onEnter = go(State.C);
		assertRule(endBy(machine, go(State.B)), "bad_state_enter_return_from_state_function", "C");
		assertThat(this.lab.notes().getLast()).endsWith("in B");
	}

	@Test
	void aThrownResultCountsAsReturned() {
		ServerRef machine = start(false);

		String answer = machine.call(new Ask("q", (state, event) -> {
			Step<State> step = StateMachine.nextState(State.B, answer(event, "thrown"));
			throw step.thrown();
		}));

		assertThat(answer).isEqualTo("thrown");
		assertThat(machine.call(new Ask("where", answer()))).isEqualTo("B");
	}

	@Test
	void aStateWithoutAFunctionEndsTheMachineAtItsFirstEvent() {
		ServerRef machine = this.local.start(OneState::new);
		CompletableFuture<ExitReason> end = this.local.endOf(machine.pid().orElseThrow());
		machine.cast("go");
		machine.cast("lost");

		assertThat(LocalNode.get(end).toString()).contains("no function for state B").contains("[A]");
	}

	@Test
	void anExceptionEndsTheMachineInItsState() {
		ServerRef machine = start(false);
		machine.cast(new Tell("go", go(State.B)));
		RuntimeException oops = new IllegalStateException("oops");

		ExitReason reason = endBy(machine, (state, event) -> {
			throw oops;
		});

		assertThat(reason).isEqualTo(ExitReason.crash(oops));
		assertThat(this.lab.notes()).last().asString().contains("oops").endsWith("in B");
	}

	@Test
	void aMachineThatTrapsExitsTerminatesWithItsParentAndHearsOfOthers() {
		this.lab = new Lab(Mode.EVENT_FUNCTION, false);
		this.local.inProcess((parent) -> {
			parent.trapExit(true);
			StartResult started = Servers.start(parent.processes(), () -> this.lab, StartOptions.DEFAULT, parent);
			ServerRef machine = ServerRef.of(parent.processes(), ((StartResult.Started) started).pid());
			machine.call(new Ask("trap", (state, event) -> {
				this.lab.process().trapExit(true);
				return StateMachine.keepState(answer(event, "done"));
			}));
			parent.exit(machine.pid().orElseThrow(), BROKEN);
			return parent.receive(Exit.class);
		});
		assertThat(this.lab.notes()).last().isEqualTo("terminate broken in A");
	}

	@Test
	void theEndOfAnotherProcessIsAnEvent() {
		ServerRef machine = start(false);
		machine.call(new Ask("link", (state, event) -> {
			this.lab.process().trapExit(true);
			this.lab.process().spawnLink((self) -> self.exit(BROKEN));
			return StateMachine.keepState(answer(event, "done"));
		}));

		await().until(() -> this.lab.notes()
			.stream()
			.anyMatch((note) -> note.startsWith("info " + Exit.class.getSimpleName()) && note.contains("broken")));
	}

	@Test
	void aTimeoutIsNotRefusedByAFullMailbox() {
		ServerRef machine = start(false);
		CountDownLatch full = new CountDownLatch(1);
		machine.cast(new Tell("set", keep(StateMachine.namedTimeout("n", Duration.ofMillis(100), "n"))));
		machine.cast(new Tell("held", (state, event) -> {
			full.await();
			return StateMachine.keepState();
		}));
		await().until(() -> this.lab.has("cast held in A"));
		for (int i = 0; i < 30; i++) {
			machine.cast(new Tell("fill", keep()));
		}
		await().until(() -> this.local.processes().timerCount() == 0);
		full.countDown();

		await().until(() -> this.lab.has("namedtimeout n in A"));
	}

	/** Does not start. */
	private static final class Refusing extends StateMachine<State, Ask, Tell> {

		private final boolean fails;

		Refusing(boolean fails) {
			this.fails = fails;
		}

		@Override
		protected Init init() {
			return this.fails ? failed(BROKEN) : ignore();
		}

	}

	/** Forgets to say where it begins. */
	private static final class Stateless extends StateMachine<State, Ask, Tell> {

		@Override
		protected Init init() {
			return ok();
		}

	}

	/** Goes where it has no code. */
	private static final class OneState extends StateMachine<State, Request<?>, String> {

		@Override
		protected Init init() {
			return startIn(State.A);
		}

		@Override
		protected Callbacks<State, Request<?>, String> callbacks() {
			return stateFunctions().state(State.A, (event) -> nextState(State.B));
		}

	}

}
