package io.actor.gen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What a server does with its messages, and how it ends. */
class ServerTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	private static final Duration LONG = Duration.ofMillis(80);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final Probe probe = new Probe();

	private ServerRef start() {
		return this.local.start(() -> this.probe);
	}

	private List<Object> notes() {
		return this.probe.notes();
	}

	// ---- order ----

	@Test
	@Otp({ 105, 116 })
	void castsCallsAndMessagesOfOneSenderAreHandledInOrder() {
		ServerRef server = start();
		for (int i = 0; i < 1000; i += 3) {
			Probe.tell(server, Probe.note(i));
			server.send(i + 1);
			int third = i + 2;
			Probe.ask(server, (same, ask, from) -> {
				same.notes().add(third);
				return Probe.answer(ask, third);
			});
		}

		assertThat(notes()).hasSize(1002).isSortedAccordingTo((a, b) -> Integer.compare((Integer) a, (Integer) b));
	}

	@Test
	void aContinuationRunsBeforeQueuedMail() {
		ServerRef server = start();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing().thenContinue(1);
		});
		Probe.tell(server, Probe.note("cast"));
		server.send("info");

		release.countDown();

		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes()).containsExactly("continue 1", "cast", "info");
	}

	@Test
	@Otp(110)
	void theReplyDoesNotWaitForTheContinuation() {
		CountDownLatch release = new CountDownLatch(1);
		ServerRef server = this.local.start(() -> new Probe(notes()) {

			@Override
			protected Next handleContinue(Object with) throws Exception {
				release.await();
				return super.handleContinue(with);
			}
		});

		assertThat(Probe.<Integer>ask(server, (same, ask, from) -> Probe.answer(ask, 1).thenContinue("on")))
			.isEqualTo(1);
		Probe.tell(server, Probe.note("cast"));
		release.countDown();

		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes()).containsExactly("continue on", "cast");
	}

	@Test
	void aContinuationMayContinue() {
		ServerRef server = this.local.start(() -> new Probe(notes()) {

			@Override
			protected Next handleContinue(Object with) {
				this.notes.add(with);
				int left = (Integer) with;
				return (left > 0) ? noReply().thenContinue(left - 1) : noReply();
			}
		});

		Probe.tell(server, (same) -> Probe.nothing().thenContinue(3));

		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes()).containsExactly(3, 2, 1, 0);
	}

	@Test
	@Otp(109)
	void theContinuationOfInitRunsBeforeMailSentDuringInit() {
		ServerRef server = this.local.start(() -> new Probe(notes()) {

			@Override
			protected Init init() {
				self().send(self().pid(), "early");
				return ready(nothing().thenContinue("first"));
			}
		});

		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes()).containsExactly("continue first", "early");
	}

	/** Waits beyond any timeout that these tests arm. */
	private void settle() {
		this.local.holds((self) -> self.receive(Object.class, LONG).isEmpty());
	}

	// ---- the end ----

	@Test
	@Otp(87)
	void aStopReturnsWhenTheServerIsGone() {
		ServerRef server = start();
		Pid pid = server.pid().orElseThrow();

		server.stop();

		assertThat(this.local.processes().isAlive(pid)).isFalse();
		assertThat(notes()).containsExactly("terminate normal");
		assertThat(catchThrowableOfType(CallException.class, server::stop).reason()).isEqualTo(ExitReason.NOPROC);
	}

	@Test
	@Otp(88)
	void aStopWithAReasonEndsTheServerWithIt() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		server.stop(BROKEN, Duration.ofSeconds(5));

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(notes()).containsExactly("terminate broken");
	}

	@Test
	void aStopThatEndsOtherwiseSaysHow() {
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected void terminate(ExitReason reason) {
				throw self().exit(BROKEN);
			}
		});

		assertThat(catchThrowableOfType(CallException.class, server::stop).reason()).isEqualTo(BROKEN);
	}

	@Test
	@Otp(100)
	void terminateRunsBeforeTheReplyAndTheReplyBeforeTheEnd() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		int size = Probe.ask(server, (same, ask, from) -> Probe.end(BROKEN, ask, 1));

		assertThat(size).isEqualTo(1);
		assertThat(notes()).containsExactly("terminate broken");
		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
	}

	@Test
	@Otp({ 100, 119 })
	void theReplyIsSentAlthoughTerminateThrowsAndItsExceptionIsTheReason() {
		IllegalStateException thrown = new IllegalStateException("terminate");
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected void terminate(ExitReason reason) {
				throw thrown;
			}
		});
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		assertThat(Probe.<Integer>ask(server, (same, ask, from) -> Probe.end(BROKEN, ask, 1))).isEqualTo(1);
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.crash(thrown));
	}

	@Test
	@Otp(123)
	void aCrashTerminatesWithIt() {
		IllegalStateException thrown = new IllegalStateException("boom");
		ServerRef server = start();
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		Probe.tell(server, (same) -> {
			throw thrown;
		});

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.crash(thrown));
		assertThat(notes()).containsExactly("terminate " + thrown);
	}

	@Test
	void aStopInAContinuationEndsTheServer() {
		ServerRef server = this.local.start(() -> new Probe(notes()) {

			@Override
			protected Next handleContinue(Object with) {
				return stop(BROKEN);
			}
		});
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		Probe.tell(server, (same) -> Probe.nothing().thenContinue("end"));

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(notes()).containsExactly("terminate broken");
	}

	@Test
	void anExitSignalEndsAServerThatDoesNotTrapWithoutTerminate() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		this.local.exit(server.pid().orElseThrow(), BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(notes()).isEmpty();
	}

	@Test
	void aKillEndsAServerThatTrapsWithoutTerminate() {
		ServerRef server = this.local.start(() -> trapping());
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		this.local.kill(server.pid().orElseThrow());

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(notes()).isEmpty();
	}

	private Probe trapping() {
		return new Probe(notes()) {

			@Override
			protected Init init() {
				self().trapExit(true);
				return ready();
			}
		};
	}

	@Test
	@Otp(122)
	void anExitSignalOfAStrangerIsAMessageForAServerThatTraps() {
		ServerRef server = this.local.start(() -> trapping());

		this.local.exit(server.pid().orElseThrow(), BROKEN);

		await().untilAsserted(
				() -> assertThat(notes()).containsExactly(new Exit(this.local.processes().nobody(), BROKEN)));
		assertThat(Probe.answers(server)).isTrue();
	}

	/** Starts a server as the child of a process that then does this. */
	private CompletableFuture<ExitReason> childOf(Probe child, Consumer<Process> then) {
		CompletableFuture<Pid> started = new CompletableFuture<>();
		CompletableFuture<Boolean> go = new CompletableFuture<>();
		this.local.node().spawn((self) -> {
			StartResult result = Servers.start(self.processes(), () -> child, StartOptions.DEFAULT, self);
			started.complete(((StartResult.Started) result).pid());
			LocalNode.get(go);
			then.accept(self);
		});
		CompletableFuture<ExitReason> end = this.local.endOf(LocalNode.get(started));
		go.complete(true);
		return end;
	}

	@Test
	@Otp(120)
	void theParentsEndTerminatesAServerThatTraps() {
		assertThat(LocalNode.get(childOf(trapping(), (parent) -> {
			throw parent.exit(BROKEN);
		}))).isEqualTo(BROKEN);
		assertThat(notes()).containsExactly("terminate broken");
	}

	@Test
	@Otp(120)
	void theParentsNormalEndTerminatesAServerThatTraps() {
		assertThat(LocalNode.get(childOf(trapping(), (parent) -> {
		}))).isEqualTo(ExitReason.NORMAL);
		assertThat(notes()).containsExactly("terminate normal");
	}

	@Test
	@Otp(121)
	void theParentsEndEndsAServerThatDoesNotTrapWithoutTerminate() {
		assertThat(LocalNode.get(childOf(this.probe, (parent) -> {
			throw parent.exit(BROKEN);
		}))).isEqualTo(BROKEN);
		assertThat(notes()).isEmpty();
	}

	@Test
	void aServerThatDoesNotTrapSurvivesTheNormalEndOfItsParent() {
		CompletableFuture<ExitReason> end = childOf(this.probe, (parent) -> {
		});

		settle();
		assertThat(end).isNotDone();
	}

	@Test
	void aKillIsFinalThoughTheHandlerSwallowsTheInterrupt() {
		ServerRef server = start();
		CompletableFuture<Boolean> there = new CompletableFuture<>();
		Probe.tell(server, (same) -> {
			there.complete(true);
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				same.notes().add("swallowed");
			}
			return Probe.nothing().thenContinue("not any more");
		});
		Probe.tell(server, Probe.note("not any more"));
		LocalNode.get(there);
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		this.local.kill(server.pid().orElseThrow());

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		await().untilAsserted(() -> assertThat(notes()).contains("swallowed"));
		settle();
		assertThat(notes()).doesNotContain("not any more", "terminate killed");
	}

	@Test
	void nothingTerminatesOrContinuesWhenAHandlerReturnsAfterItsServerWasKilled() {
		for (Next next : List.of(Probe.end(BROKEN), Probe.nothing().thenContinue("not any more"))) {
			ServerRef server = this.local.start(() -> new Probe(notes()) {

				@Override
				protected Next handleContinue(Object with) {
					notes().add(with);
					return noReply();
				}
			});
			CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

			Probe.tell(server, (same) -> {
				try {
					same.process().exit(same.process().pid(), ExitReason.KILL);
				}
				catch (ProcessExit ex) {
					same.notes().add("swallowed");
				}
				return next;
			});

			assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		}
		await().until(() -> notes().size() >= 2);
		settle();
		assertThat(notes()).containsExactly("swallowed", "swallowed");
	}

	@Test
	void whatIsToGiveBackIsToldOfEveryEnd() {
		List<ExitReason> ends = new ArrayList<>();
		for (ExitReason reason : List.of(ExitReason.NORMAL, BROKEN, ExitReason.KILL)) {
			CompletableFuture<ExitReason> told = new CompletableFuture<>();
			ServerRef server = this.local.start(() -> new Probe() {

				@Override
				protected void ended(ExitReason reason) {
					told.complete(reason);
					throw new AssertionError("and fails");
				}
			});
			CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
			if (reason.equals(ExitReason.KILL)) {
				this.local.kill(server.pid().orElseThrow());
			}
			else {
				server.stop(reason, null);
			}
			ends.add(LocalNode.get(told));
			assertThat(LocalNode.get(end)).isEqualTo(ends.getLast());
		}
		assertThat(ends).containsExactly(ExitReason.NORMAL, BROKEN, ExitReason.KILLED);
	}

	@Test
	void aServerThatStopsDoesNothingAfter() {
		assertThat(catchThrowableOfType(IllegalStateException.class, () -> Probe.end(BROKEN).thenContinue("more")))
			.hasMessageContaining("does nothing after");
		assertThat(catchThrowableOfType(IllegalArgumentException.class,
				() -> Probe.nothing().timeout(Duration.ofMillis(-1))))
			.isNotNull();
	}

	@Test
	@Otp(89)
	void aStopThatCannotWaitStopsNothing() {
		ServerRef server = start();

		assertThat(catchThrowableOfType(IllegalArgumentException.class,
				() -> server.stop(ExitReason.NORMAL, Duration.ofMillis(-1))))
			.hasMessageContaining("cannot wait PT-0.001S");

		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes()).isEmpty();
	}

	@Test
	@Otp(90)
	void aServerIsStoppedByItsRegisteredName() {
		this.local.node().start(() -> this.probe, StartOptions.named("probe"));

		this.local.node().server("probe").stop();
		assertThat(this.local.node().whereis("probe")).isEmpty();
		this.local.node().start(() -> this.probe, StartOptions.named("probe"));
		this.local.node().server("probe", this.local.processes().node().name()).stop();

		assertThat(this.local.node().whereis("probe")).isEmpty();
		assertThat(notes()).containsExactly("terminate normal", "terminate normal");
	}

}
