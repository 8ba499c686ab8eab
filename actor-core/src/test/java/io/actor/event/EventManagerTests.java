package io.actor.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.event.Noting.Ask;
import io.actor.event.Noting.For;
import io.actor.event.Noting.Reaction;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What a manager does with its handlers. */
class EventManagerTests {

	private static final RuntimeException OOPS = new IllegalStateException("oops");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report.handler");

	private final List<String> notes = new CopyOnWriteArrayList<>();

	private EventManagerRef manager;

	@BeforeEach
	void start() {
		this.local.node().start(EventManager::new, StartOptions.named("events"));
		this.manager = EventManagerRef.of(this.local.processes(), "events");
	}

	private void add(String... names) {
		for (String name : names) {
			this.manager.add(name, () -> new Noting(name, this.notes));
		}
	}

	/** Makes one handler do this when it gets an event. */
	private void make(String name, Reaction reaction) {
		this.manager.syncNotify(new For(name, reaction));
	}

	private static Reaction failing() {
		return (handler) -> {
			throw OOPS;
		};
	}

	// ---- events ----

	@Test
	@Otp(154)
	void theNewestHandlerIsAskedFirst() {
		add("h1", "h2", "h3");

		this.manager.syncNotify("e");

		assertThat(this.notes).containsExactly("h3 got e", "h2 got e", "h1 got e");
		assertThat(this.manager.handlers()).containsExactly("h3", "h2", "h1");
	}

	@Test
	@Otp(157)
	void syncNotifyReturnsWhenEveryHandlerHasRun() throws Exception {
		add("h1", "h2");
		CountDownLatch go = new CountDownLatch(1);
		CompletableFuture<List<String>> seen = CompletableFuture.supplyAsync(() -> {
			make("h1", (handler) -> {
				go.await();
				this.notes.add("h1 done");
				return Noting.ok();
			});
			return List.copyOf(this.notes);
		});
		await().until(() -> this.notes.size() == 2);
		assertThat(seen).isNotDone();
		go.countDown();

		assertThat(LocalNode.get(seen)).endsWith("h1 done");
	}

	@Test
	void notifyDoesNotWaitAndKeepsItsOrder() {
		add("h");
		CountDownLatch go = new CountDownLatch(1);
		this.manager.notify(new For("h", (handler) -> {
			go.await();
			return Noting.ok();
		}));
		this.manager.notify("e1");
		this.manager.notify("e2");
		go.countDown();
		this.manager.syncNotify("e3");

		assertThat(this.notes).endsWith("h got e1", "h got e2", "h got e3");
	}

	@Test
	void notifyingANameThatNobodyHasIsAnErrorAndADeadManagerNone() {
		EventManagerRef byPid = EventManagerRef.of(this.local.processes(), this.manager.server().pid().orElseThrow());
		this.manager.stop();

		assertThatThrownBy(() -> this.manager.notify("e")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("events");
		byPid.notify("e");
		assertThatThrownBy(() -> byPid.syncNotify("e")).isInstanceOfSatisfying(CallException.class,
				(ex) -> assertThat(ex.reason()).isEqualTo(ExitReason.NOPROC));
	}

	@Test
	void anyOtherMessageIsForTheHandlersToo() {
		add("h");

		this.manager.server().send("hello");
		this.manager.server().cast("cast");
		this.manager.server().send(Tuple.of(Atom.of("notify"), Atom.of("from_erlang")));
		this.manager.syncNotify("last");

		assertThat(this.notes).containsExactly("h info hello", "h info cast", "h got from_erlang", "h got last");
	}

	// ---- failures ----

	@Test
	@Otp(155)
	void aHandlerThatThrowsIsRemovedAloneAndReported() {
		add("h1", "bad", "h3");

		make("bad", failing());
		this.manager.syncNotify("e");

		assertThat(this.manager.handlers()).containsExactly("h3", "h1");
		assertThat(this.notes).containsExactly("h3 got event for bad", "bad got event for bad",
				"bad terminate " + new HandlerEnd.Failed(ExitReason.crash(OOPS)), "h1 got event for bad", "h3 got e",
				"h1 got e");
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("'bad'", "oops");
	}

	@Test
	@Otp(155)
	void aHandlerThatReturnsNothingIsRemovedAloneAndReported() {
		add("h1", "bad");

		make("bad", (handler) -> null);

		assertThat(this.manager.handlers()).containsExactly("h1");
		assertThat(this.notes).contains("bad terminate Failed[reason={bad_return_value,null}]", "h1 got event for bad");
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("bad_return_value");
	}

	@Test
	void aHandlerThatCannotStartIsNotInstalled() {
		add("h");

		HandlerException refused = catchThrowableOfType(HandlerException.class,
				() -> this.manager.add("bad", () -> new Noting("bad", this.notes, true)));

		assertThat(refused).hasMessageContaining("'bad'").hasMessageContaining("init of bad");
		assertThat(this.manager.handlers()).containsExactly("h");
	}

	// ---- going ----

	@Test
	@Otp(156)
	void aHandlerMayRemoveItself() {
		add("h1", "h2");

		make("h2", (handler) -> Noting.remove());

		assertThat(this.notes).containsExactly("h2 got event for h2", "h2 terminate Removed[]", "h1 got event for h2");
		assertThat(this.manager.handlers()).containsExactly("h1");
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	@Otp(159)
	void deletingAHandlerGivesWhatItsTerminateReturns() {
		add("h");

		assertThat(this.manager.delete("h", "bye")).isEqualTo("left by h");
		assertThat(this.notes).containsExactly("h terminate Deleted[argument=bye]");
		assertThat(this.manager.handlers()).isEmpty();
		assertThatThrownBy(() -> this.manager.delete("h", "bye")).isInstanceOfSatisfying(HandlerException.class,
				(ex) -> assertThat(ex.reason()).isEqualTo(HandlerException.MODULE_NOT_FOUND));
	}

	@Test
	void theNewestOfTwoWithOneIdIsFoundFirst() {
		this.manager.add("h", () -> new Noting("old", this.notes));
		this.manager.add("h", () -> new Noting("new", this.notes));

		assertThat(this.manager.delete("h", "bye")).isEqualTo("left by new");
		assertThat(this.manager.delete("h", "bye")).isEqualTo("left by old");
	}

	@Test
	@Otp(163)
	void whenTheManagerStopsEachHandlerTerminates() {
		add("h1", "h2");

		this.manager.stop();

		assertThat(this.notes).containsExactly("h2 terminate Stopped[]", "h1 terminate Stopped[]");
		assertThat(this.local.started()).isZero();
	}

	@Test
	@Otp(163)
	void theSupervisorOfAManagerStopsItsHandlersToo() {
		Supervisor supervisor = Supervisor.oneForOne().child(ChildSpec.worker("supervised", EventManager::new));
		var parent = this.local.node().start(supervisor, StartOptions.DEFAULT);
		EventManagerRef.of(this.local.processes(), "supervised").add("h", () -> new Noting("h", this.notes));

		parent.server().stop();

		assertThat(this.notes).containsExactly("h terminate Stopped[]");
	}

	@Test
	void aManagerTrapsExits() {
		add("h");
		Pid pid = this.manager.server().pid().orElseThrow();

		this.local.exit(pid, ExitReason.named("boo"));
		this.manager.syncNotify("e");

		assertThat(this.notes).hasSize(2).first().asString().startsWith("h info Exit").contains("boo");
	}

	// ---- calls ----

	@Test
	@Otp(158)
	void aCallReachesOneHandler() {
		add("h1", "h2");

		assertThat(this.manager.call("h1", new Ask((handler) -> Noting.answer("from h1")))).isEqualTo("from h1");
		assertThatThrownBy(() -> this.manager.call("h3", new Ask((handler) -> Noting.answer("no"))))
			.isInstanceOfSatisfying(HandlerException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(HandlerException.BAD_MODULE));
	}

	@Test
	@Otp(158)
	void aHandlerThatFailsInACallIsRemovedAndTheCallerHearsWhy() {
		add("h1", "h2");

		assertThatThrownBy(() -> this.manager.call("h1", new Ask(failing()))).isInstanceOfSatisfying(
				HandlerException.class, (ex) -> assertThat(ex.reason()).isEqualTo(ExitReason.crash(OOPS)));
		assertThatThrownBy(() -> this.manager.call("h2", new Ask((handler) -> Noting.ok())))
			.hasMessageContaining("bad_return_value");
		assertThat(this.manager.handlers()).isEmpty();
		assertThat(this.reports.at(Level.ERROR)).hasSize(2);
	}

	@Test
	void aHandlerMayAnswerAndGo() {
		add("h1", "h2");

		assertThat(this.manager.call("h1", new Ask((handler) -> Noting.removed("bye")))).isEqualTo("bye");
		assertThat(this.manager.call("h2",
				new Ask((handler) -> Noting.swapped("hello", "h3", new Noting("h3", this.notes)))))
			.isEqualTo("hello");
		assertThat(this.manager.handlers()).containsExactly("h3");
		assertThat(this.notes).containsExactly("h1 terminate Removed[]", "h2 terminate Swapped[argument=why]",
				"h3 init left by h2");
	}

	@Test
	void aManagerAskedAsAServerDoesNotFail() {
		add("h");

		assertThatThrownBy(
				() -> this.manager.server().call(new Ask((handler) -> Noting.ok()), java.time.Duration.ofMillis(30)))
			.isInstanceOfSatisfying(CallException.class, (ex) -> assertThat(ex.isTimeout()).isTrue());
		await().untilAsserted(() -> assertThat(this.notes).singleElement().asString().startsWith("h info Ask"));
	}

	// ---- swapping ----

	@Test
	@Otp(162)
	void theNewHandlerIsGivenWhatTheOldOneLeft() {
		add("old", "other");

		this.manager.swap("old", "why", "new", () -> new Noting("new", this.notes));

		assertThat(this.notes).containsExactly("old terminate Swapped[argument=why]", "new init left by old");
		assertThat(this.manager.handlers()).containsExactly("new", "other");
	}

	@Test
	@Otp(162)
	void theNewHandlerIsInstalledIfThereIsNoOldOne() {
		this.manager.swap("old", "why", "new", () -> new Noting("new", this.notes));

		assertThat(this.notes).containsExactly("new init nothing");
		assertThat(this.manager.handlers()).containsExactly("new");
	}

	@Test
	@Otp(162)
	void aHandlerMayGiveItsPlaceToAnother() {
		add("h1", "old", "h3");

		make("old", (handler) -> Noting.swap("why", "new", () -> new Noting("new", this.notes)));

		assertThat(this.notes).containsExactly("h3 got event for old", "old got event for old",
				"old terminate Swapped[argument=why]", "new init left by old", "h1 got event for old");
		assertThat(this.manager.handlers()).containsExactly("h3", "new", "h1");
	}

	@Test
	void aNewHandlerThatCannotStartLeavesThePlaceEmpty() {
		add("old");

		assertThatThrownBy(() -> this.manager.swap("old", "why", "new", () -> new Noting("new", this.notes, true)))
			.hasMessageContaining("init of new");
		assertThat(this.manager.handlers()).isEmpty();
	}

}
