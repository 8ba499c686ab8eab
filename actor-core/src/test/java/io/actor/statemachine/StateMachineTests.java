package io.actor.statemachine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.ServerRef;
import io.actor.statemachine.Lab.Ask;
import io.actor.statemachine.Lab.Mode;
import io.actor.statemachine.Lab.Reaction;
import io.actor.statemachine.Lab.State;
import io.actor.statemachine.Lab.Tell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.actor.statemachine.Lab.answer;
import static io.actor.statemachine.Lab.go;
import static io.actor.statemachine.Lab.keep;
import static io.actor.statemachine.Lab.postponedIn;
import static io.actor.statemachine.Lab.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** In which order a machine handles its events, with either kind of code. */
@ParameterizedClass
@EnumSource(Mode.class)
class StateMachineTests {

	private static final Duration SOON = Duration.ofMillis(20);

	private static final Duration LATER = Duration.ofMillis(80);

	private static final Duration NEVER = Duration.ofHours(1);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final Mode mode;

	private Lab lab;

	private ServerRef machine;

	StateMachineTests(Mode mode) {
		this.mode = mode;
	}

	private void start(Action... first) {
		start(false, first);
	}

	private void start(boolean enters, Action... first) {
		this.lab = new Lab(this.mode, enters, first);
		this.machine = this.local.start(() -> this.lab);
	}

	private void tell(String name, Reaction reaction) {
		this.machine.cast(new Tell(name, reaction));
	}

	private static Tell told(String name, Reaction reaction) {
		return new Tell(name, reaction);
	}

	private String ask(String name, Reaction reaction) {
		return this.machine.call(new Ask(name, reaction));
	}

	/** The mailbox holds all of this before any of it is handled. */
	private void atOnce(Runnable sends) {
		CountDownLatch sent = new CountDownLatch(1);
		tell("held", (state, event) -> {
			sent.await();
			return StateMachine.keepState();
		});
		sends.run();
		sent.countDown();
	}

	/** What has been handled, without the calls and casts that only help. */
	private Object[] handled() {
		ask("last", answer());
		return this.lab.notes()
			.stream()
			.filter((note) -> !note.startsWith("cast held") && !note.startsWith("call last"))
			.toArray();
	}

	// ---- postponed and inserted events ----

	@Test
	@Otp({ 137, 153 })
	void postponedEventsComeBackInOrderBeforeNewerOnes() {
		start();
		atOnce(() -> {
			tell("a", postponedIn(State.A, keep()));
			tell("b", postponedIn(State.A, keep()));
			tell("go", go(State.B));
			tell("c", keep());
		});

		assertThat(handled()).containsExactly("cast a in A", "cast b in A", "cast go in A", "cast a in B",
				"cast b in B", "cast c in B");
	}

	@Test
	@Otp({ 138, 153 })
	void goingIntoTheSameStateBringsNothingBack() {
		start(true);
		tell("a", postponedIn(State.A, keep()));
		tell("again", go(State.A));
		tell("repeat", repeat());
		tell("go", go(State.B));

		assertThat(handled()).containsExactly("enter A in A", "cast a in A", "cast again in A", "cast repeat in A",
				"enter A in A", "cast go in A", "enter A in B", "cast a in B");
	}

	@Test
	@Otp({ 139, 153 })
	void insertedEventsComeNextInTheirOrder() {
		start();
		atOnce(() -> {
			tell("go", keep(StateMachine.internal("first"), StateMachine.internal("second")));
			tell("c", keep());
		});

		assertThat(handled()).containsExactly("cast go in A", "internal first in A", "internal second in A",
				"cast c in A");
	}

	@Test
	@Otp({ 140, 153 })
	void insertedEventsComeBeforePostponedOnesAndThoseBeforeNewOnes() {
		start();
		atOnce(() -> {
			tell("p", postponedIn(State.A, keep()));
			tell("go", go(State.B, StateMachine.internal("i")));
			tell("c", keep());
		});

		assertThat(handled()).containsExactly("cast p in A", "cast go in A", "internal i in B", "cast p in B",
				"cast c in B");
	}

	@Test
	@Otp({ 150, 153 })
	void aPostponedCallIsAnsweredByALaterState() {
		start();
		CompletableFuture<String> answer = this.machine.callAsync(new Ask("q", postponedIn(State.A, answer())));
		tell("go", go(State.B));

		assertThat(LocalNode.get(answer)).isEqualTo("B");
	}

	@Test
	@Otp({ 149, 153 })
	void anEventSaysHowItCame() {
		start(StateMachine.internal("i"));
		tell("cast", keep());
		ask("call", answer());
		this.machine.send("message");
		tell("go", keep(StateMachine.eventTimeout(Duration.ZERO, "e"), StateMachine.stateTimeout(Duration.ZERO, "s"),
				StateMachine.namedTimeout("n", Duration.ZERO, "n")));

		assertThat(handled()).containsExactly("internal i in A", "cast cast in A", "call call in A",
				"info message in A", "cast go in A", "eventtimeout e in A", "statetimeout s in A",
				"namedtimeout n in A");
	}

	@Test
	void anyEventCanBeInserted() {
		start();
		tell("go",
				keep(StateMachine.nextEvent(new Event.Cast<>(told("cast", keep()))),
						StateMachine.nextEvent(new Event.Info<>("info")),
						StateMachine.nextEvent(new Event.StateTimeout<>("timeout"))));

		assertThat(handled()).containsExactly("cast go in A", "cast cast in A", "info info in A",
				"statetimeout timeout in A");
	}

	// ---- enter calls ----

	@Test
	@Otp({ 141, 153 })
	void aStateIsEnteredAtTheStartAndOnEachChange() {
		start(true, StateMachine.internal("i"));
		tell("keep", keep());
		tell("same", go(State.A));
		tell("go", go(State.B, StateMachine.internal("j")));
		tell("back", go(State.A));

		assertThat(handled()).containsExactly("enter A in A", "internal i in A", "cast keep in A", "cast same in A",
				"cast go in A", "enter A in B", "internal j in B", "cast back in B", "enter B in A");
	}

	@Test
	@Otp({ 142, 153 })
	void aRepeatedStateIsEnteredAgain() {
		start(true);
		tell("go", go(State.B));
		tell("again", repeat());

		assertThat(handled()).containsExactly("enter A in A", "cast go in A", "enter A in B", "cast again in B",
				"enter B in B");
	}

	@Test
	void anEnterCallMaySetTimeoutsAndAnswer() {
		start(true);
		this.lab.onEnter = (state, event) -> StateMachine
			.keepState(StateMachine.stateTimeout(Duration.ZERO, "entered " + state));
		tell("go", go(State.B));

		assertThat(handled()).contains("enter A in B", "statetimeout entered B in B");
	}

	// ---- timeouts ----

	@Test
	@Otp({ 143, 153 })
	void aStateTimeoutComesIfTheStateStays() {
		start();
		tell("set", keep(StateMachine.stateTimeout(SOON, "s")));
		tell("keep", keep());

		await().until(() -> this.lab.has("statetimeout s in A"));
	}

	@Test
	@Otp({ 143, 153 })
	void aStateTimeoutDoesNotOutliveItsState() {
		start();
		atOnce(() -> {
			tell("set", keep(StateMachine.stateTimeout(SOON, "s"), StateMachine.namedTimeout("n", LATER, "later")));
			tell("go", go(State.B));
		});

		await().until(() -> this.lab.has("namedtimeout later in B"));
		assertThat(handled()).containsExactly("cast set in A", "cast go in A", "namedtimeout later in B");
	}

	@Test
	@Otp({ 144, 153 })
	void aStateTimeoutSetOnAChangeIsOfTheNewState() {
		start();
		tell("old", keep(StateMachine.stateTimeout(NEVER, "old")));
		tell("go", go(State.B, StateMachine.stateTimeout(SOON, "new")));

		await().until(() -> this.lab.has("statetimeout new in B"));
	}

	@Test
	@Otp({ 145, 153 })
	void anyEventEndsTheWaitForSilence() {
		start();
		atOnce(() -> {
			tell("set", keep(StateMachine.namedTimeout("n", LATER, "later"), StateMachine.eventTimeout(SOON, "e")));
			tell("noise", keep());
		});

		await().until(() -> this.lab.has("namedtimeout later in A"));
		assertThat(handled()).containsExactly("cast set in A", "cast noise in A", "namedtimeout later in A");
	}

	@Test
	@Otp({ 145, 153 })
	void silenceIsAnEvent() {
		start();
		tell("set", keep(StateMachine.eventTimeout(SOON, "e")));

		await().until(() -> this.lab.has("eventtimeout e in A"));
	}

	@Test
	@Otp({ 146, 153 })
	void aNamedTimeoutOutlivesTheStateAndCanBeSetAnew() {
		start();
		atOnce(() -> {
			tell("set", keep(StateMachine.namedTimeout("x", NEVER, "old"), StateMachine.namedTimeout("y", SOON, "y")));
			tell("go", go(State.B));
			tell("anew", keep(StateMachine.namedTimeout("x", SOON, "new")));
		});

		await().until(() -> this.lab.has("namedtimeout new in B") && this.lab.has("namedtimeout y in B"));
		assertThat(this.lab.notes()).noneMatch((note) -> note.contains("old"));
	}

	@Test
	@Otp({ 147, 153 })
	void aTimeoutCanBeCancelledAndGivenAnotherContent() {
		start();
		atOnce(() -> {
			tell("set", keep(StateMachine.stateTimeout(SOON, "s"), StateMachine.namedTimeout("x", SOON, "old"),
					StateMachine.namedTimeout("later", LATER, "later")));
			tell("cancel", keep(StateMachine.cancelTimeout(TimeoutKind.STATE)));
			tell("update", keep(StateMachine.updateTimeout(TimeoutKind.named("x"), "new")));
		});

		await().until(() -> this.lab.has("namedtimeout later in A"));
		assertThat(handled()).containsExactly("cast set in A", "cast cancel in A", "cast update in A",
				"namedtimeout new in A", "namedtimeout later in A");
	}

	@Test
	@Otp({ 147, 153 })
	void anUpdateOfATimeoutThatDoesNotRunIsAnEventAtOnce() {
		start();
		tell("update", keep(StateMachine.updateTimeout(TimeoutKind.STATE, "s")));

		assertThat(handled()).containsExactly("cast update in A", "statetimeout s in A");
	}

	@Test
	@Otp({ 148, 153 })
	void aTimeoutOfZeroComesBeforeWhatIsInTheMailbox() {
		start();
		atOnce(() -> {
			tell("set", keep(StateMachine.stateTimeout(Duration.ZERO, "s"),
					StateMachine.namedTimeout("n", Duration.ZERO, "n"), StateMachine.internal("i")));
			tell("c", keep());
		});

		assertThat(handled()).containsExactly("cast set in A", "internal i in A", "statetimeout s in A",
				"namedtimeout n in A", "cast c in A");
	}

	@Test
	void aTimeoutCanBeSetForATimeOfTheClock() {
		start();
		tell("set", (state, event) -> {
			long soon = this.local.processes().deadline(SOON);
			long past = soon - Duration.ofMinutes(1).toNanos();
			return StateMachine.keepState(StateMachine.timeoutAt(TimeoutKind.named("past"), past, "past"),
					StateMachine.timeoutAt(TimeoutKind.STATE, soon, "soon"));
		});

		await().until(() -> this.lab.has("statetimeout soon in A"));
		assertThat(handled()).containsExactly("cast set in A", "namedtimeout past in A", "statetimeout soon in A");
	}

	// ---- other code ----

	@Test
	void aMachineCanChangeItsCodeAndGoBack() {
		start();
		Callbacks<State, Ask, Tell> other = Callbacks.eventFunction((event, state) -> {
			this.lab.note("other code");
			return StateMachine.keepState(StateMachine.popCallbacks());
		});
		tell("push", keep(this.lab.pushCallbacks(other)));
		tell("for the other", keep());
		tell("for this", keep());

		assertThat(handled()).containsExactly("cast push in A", "other code", "cast for this in A");
	}

}
