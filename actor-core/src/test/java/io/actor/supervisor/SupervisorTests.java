package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.Init;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A supervisor and its children, as OTP's suite has them. */
class SupervisorTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private Supervisor abc(Strategy strategy) {
		return Supervisor.with(strategy)
			.intensity(10, MINUTE)
			.child(this.family.child("a"))
			.child(this.family.child("b"))
			.child(this.family.child("c"));
	}

	private List<Object> log() {
		return this.family.log;
	}

	private CompletableFuture<ExitReason> endOf(SupervisorRef supervisor) {
		return this.local.endOf(supervisor.server().pid().orElseThrow());
	}

	// ---- start and stop ----

	@Otp(164)
	@Test
	void aChildIsNotToldToStopBeforeTheOneAfterItHasEnded() throws Exception {
		CountDownLatch stopping = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.child(this.family.child("a"))
			.child(this.family.child("b"))
			.child(ChildSpec.worker("c", () -> this.family.new Member("c") {

				@Override
				protected void terminate(ExitReason reason) {
					stopping.countDown();
					awaitUninterruptibly(release);
					super.terminate(reason);
				}
			})));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		Thread.startVirtualThread(() -> supervisor.server().stop());
		stopping.await();

		assertThat(Probe.answers(this.family.server("b"))).isTrue();
		assertThat(Probe.answers(this.family.server("a"))).isTrue();
		release.countDown();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.NORMAL);
		assertThat(log()).containsExactly("+a", "+b", "+c", "-c shutdown", "-b shutdown", "-a shutdown");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void childrenStartInOrderAndStopInReverse() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE));

		supervisor.server().stop();

		assertThat(log()).containsExactly("+a", "+b", "+c", "-c shutdown", "-b shutdown", "-a shutdown");
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Otp(170)
	@Test
	void aChildThatCannotStartStopsThoseBeforeAndFailsTheStart() {
		this.family.fail("c", 1);

		StartResult result = abc(Strategy.ONE_FOR_ONE).start(this.local.processes(), StartOptions.named("sup"), null);

		ExitReason reason = ExitReason.shutdown(new FailedToStartChild("c", ExitReason.named("no_start")));
		assertThat(result).isEqualTo(new StartResult.Failed(reason, null));
		assertThat(log()).containsExactly("+a", "+b", "!c", "-b shutdown", "-a shutdown");
		assertThat(this.local.started()).isZero();
		assertThat(this.local.names()).isEmpty();
	}

	@Test
	void aStartFunctionThatThrowsFailsTheStart() {
		AssertionError thrown = new AssertionError("boom");
		ChildSpec child = new ChildSpec("x", (supervisor) -> {
			throw thrown;
		}, Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER);

		StartResult result = Supervisor.oneForOne()
			.child(child)
			.start(this.local.processes(), StartOptions.named("sup"), null);

		assertThat(result).isEqualTo(new StartResult.Failed(
				ExitReason.shutdown(new FailedToStartChild("x", ExitReason.crash(thrown))), null));
	}

	@Otp(171)
	@Test
	void aChildThatIgnoresIsKeptWithoutAProcessUnlessItIsTemporary() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.child(this.family.ignored("kept"))
			.child(this.family.ignored("gone").restart(Restart.TEMPORARY)));

		assertThat(supervisor.whichChildren()).singleElement().satisfies((child) -> {
			assertThat(child.id()).isEqualTo("kept");
			assertThat(child.pid()).isNull();
		});
		assertThat(supervisor.startChild(this.family.ignored("later"))).isEqualTo(new ChildResult.Done());
		assertThat(supervisor.startChild(this.family.ignored("other").restart(Restart.TEMPORARY)))
			.isEqualTo(new ChildResult.Done());
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("later", "kept");
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::pid).containsOnlyNulls();
	}

	@Otp(190)
	@Test
	void childrenAreListedLastStartedFirst() {
		assertThat(this.family.start(abc(Strategy.ONE_FOR_ONE)).whichChildren()).extracting(ChildInfo::id)
			.containsExactly("c", "b", "a");
	}

	// ---- shutdown ----

	private ChildSpec stubborn(CountDownLatch release, Shutdown shutdown) {
		return ChildSpec.worker("stubborn", () -> new Probe() {

			@Override
			protected Init init() {
				self().trapExit(true);
				return ready();
			}

			@Override
			protected void terminate(ExitReason reason) throws Exception {
				release.await();
				SupervisorTests.this.family.log.add("terminated");
			}
		}).shutdown(shutdown);
	}

	@Otp(173)
	@Test
	void aChildThatTakesTooLongIsKilled() {
		SupervisorRef supervisor = this.family.start(
				Supervisor.oneForOne().child(stubborn(new CountDownLatch(1), Shutdown.after(Duration.ofMillis(20)))));
		CompletableFuture<ExitReason> end = this.local.endOf(this.family.pid("stubborn"));

		supervisor.server().stop();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(log()).isEmpty();
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("shutdown_error", "killed");
	}

	@Otp(173)
	@Test
	void aBrutalKillDoesNotAsk() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().child(this.family.child("a").shutdown(Shutdown.BRUTAL_KILL)));
		CompletableFuture<ExitReason> end = this.local.endOf(this.family.pid("a"));

		supervisor.server().stop();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(log()).containsExactly("+a");
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Otp(173)
	@Test
	void anInfiniteShutdownWaits() {
		CountDownLatch release = new CountDownLatch(1);
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().child(stubborn(release, Shutdown.INFINITY)));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		CompletableFuture<ExitReason> childsEnd = this.local.endOf(this.family.pid("stubborn"));
		Thread.startVirtualThread(() -> supervisor.server().stop());
		await().until(() -> this.local.processes()
			.info(this.family.pid("stubborn"))
			.filter((info) -> info.status() == ProcessInfo.Status.RUNNING)
			.isPresent());

		assertThat(end).isNotDone();
		release.countDown();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.NORMAL);
		assertThat(LocalNode.get(childsEnd)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(log()).containsExactly("terminated");
	}

	@Test
	void aChildThatHasUnlinkedItselfIsStoppedAllTheSame() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));
		Pid parent = supervisor.server().pid().orElseThrow();
		CompletableFuture<ExitReason> end = this.local.endOf(this.family.pid("a"));
		Probe.ask(this.family.server("a"), (probe, ask, from) -> {
			probe.process().unlink(parent);
			probe.process().trapExit(false);
			return Probe.answer(ask, true);
		});

		supervisor.server().stop();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	@Test
	@Tag("volume")
	void aChildThatEndsByItselfWhileItIsStoppedHangsNobody() {
		for (int i = 0; i < 100; i++) {
			SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ALL));
			Pid c = this.family.pid("c");
			Probe.tell(this.family.server("b"), (probe) -> Probe.end(BROKEN));
			this.local.kill(c);
			supervisor.server().stop();
		}
		assertThat(this.local.started()).isZero();
	}

	@Otp(197)
	@Test
	void theParentsEndStopsTheTreeWithItsReason() {
		CompletableFuture<Pid> started = new CompletableFuture<>();
		Pid parent = this.local.node().spawn((self) -> {
			StartResult result = abc(Strategy.ONE_FOR_ONE).start(self.processes(), StartOptions.DEFAULT, self);
			started.complete(((StartResult.Started) result).pid());
			self.receive();
			throw self.exit(BROKEN);
		});
		CompletableFuture<ExitReason> end = this.local.endOf(LocalNode.get(started));

		this.local.node().send(parent, "end");

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(log()).endsWith("-c shutdown", "-b shutdown", "-a shutdown");
	}

	@Test
	void anExitSignalOfAStrangerIsIgnored() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE));

		this.local.exit(supervisor.server().pid().orElseThrow(), ExitReason.SHUTDOWN);
		this.local.node().send(supervisor.server().target(), "what?");

		assertThat(supervisor.whichChildren()).hasSize(3);
		assertThat(log()).containsExactly("+a", "+b", "+c");
	}

	// ---- strategies ----

	@Otp(180)
	@Test
	void oneForOneRestartsOnlyTheOneThatEnded() {
		this.family.start(abc(Strategy.ONE_FOR_ONE));
		Pid a = this.family.pid("a");
		Pid c = this.family.pid("c");

		this.family.crash("b");

		assertThat(log()).containsExactly("+a", "+b", "+c", "-b broken", "+b");
		assertThat(this.family.pid("a")).isEqualTo(a);
		assertThat(this.family.pid("c")).isEqualTo(c);
	}

	@Otp(181)
	@Test
	void oneForAllStopsTheOthersInReverseAndStartsAllInOrder() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ALL));

		this.family.crash("b");

		assertThat(supervisor.whichChildren()).hasSize(3);
		assertThat(log()).containsExactly("+a", "+b", "+c", "-b broken", "-c shutdown", "-a shutdown", "+a", "+b",
				"+c");
	}

	@Otp(182)
	@Test
	void restForOneStopsAndStartsThoseAfter() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.REST_FOR_ONE));
		Pid a = this.family.pid("a");

		this.family.crash("b");

		assertThat(supervisor.whichChildren()).hasSize(3);
		assertThat(log()).containsExactly("+a", "+b", "+c", "-b broken", "-c shutdown", "+b", "+c");
		assertThat(this.family.pid("a")).isEqualTo(a);
	}

	@Otp(183)
	@Test
	void aGroupRestartForgetsTemporarySiblingsAndStartsFinishedOnes() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForAll()
			.child(this.family.child("a"))
			.child(this.family.child("t").restart(Restart.TEMPORARY))
			.child(this.family.child("f").restart(Restart.TRANSIENT))
			.child(this.family.child("s")));
		this.family.end("f", ExitReason.NORMAL);
		supervisor.terminateChild("s");

		this.family.crash("a");

		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("s", "f", "a");
		assertThat(supervisor.whichChildren()).allSatisfy((child) -> assertThat(child.pid()).isNotNull());
		assertThat(log()).endsWith("-a broken", "-t shutdown", "+a", "+f", "+s");
	}

	@Otp(183)
	@Test
	void aTemporarySiblingThatWasStartedLaterIsForgottenByRestForOne() {
		SupervisorRef supervisor = this.family.start(Supervisor.restForOne()
			.child(this.family.child("t").restart(Restart.TEMPORARY))
			.child(this.family.child("a"))
			.child(this.family.child("u").restart(Restart.TEMPORARY)));

		this.family.crash("a");

		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("a", "t");
		assertThat(log()).endsWith("-a broken", "-u shutdown", "+a");
	}

	@Otp(179)
	@Test
	void aTemporaryChildIsGoneAfterEveryEnd() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne());

		for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.shutdown("done"), BROKEN)) {
			supervisor.startChild(this.family.child("t").restart(Restart.TEMPORARY));
			assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(1, 1, 0, 1));

			this.family.end("t", reason);

			assertThat(supervisor.whichChildren()).isEmpty();
			assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(0, 0, 0, 0));
		}
		assertThat(log()).filteredOn("+t"::equals).hasSize(4);
	}

	@Otp(178)
	@Test
	void aTransientChildIsRestartedAfterACrashOnly() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().child(this.family.child("a").restart(Restart.TRANSIENT)));

		this.family.crash("a");

		for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.shutdown("done"))) {
			this.family.end("a", reason);
			assertThat(supervisor.whichChild("a")).get().satisfies((child) -> {
				assertThat(child.pid()).isNull();
				assertThat(child.restarting()).isFalse();
			});
			assertThat(supervisor.restartChild("a")).isInstanceOf(ChildResult.Started.class);
		}
	}

	@Otp(190)
	@Test
	void childrenAreCounted() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.child(this.family.child("a"))
			.child(ChildSpec.supervisor("inner", Supervisor.oneForOne()))
			.child(this.family.ignored("idle")));

		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(3, 2, 1, 2));
		supervisor.terminateChild("inner");
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(3, 1, 1, 2));
	}

	@Test
	void theEndOfATemporaryChildRestartsNobody() {
		SupervisorRef supervisor = this.family
			.start(abc(Strategy.ONE_FOR_ALL).child(this.family.child("t").restart(Restart.TEMPORARY)));

		this.family.end("t", BROKEN);

		assertThat(supervisor.whichChildren()).hasSize(3);
		assertThat(log()).containsExactly("+a", "+b", "+c", "+t", "-t broken");
	}

	@ParameterizedTest
	@EnumSource(Strategy.class)
	void aTransientChildThatEndsCleanlyStaysListedWithoutAProcess(Strategy strategy) {
		SupervisorRef supervisor = this.family
			.start(Supervisor.with(strategy).child(this.family.child("a").restart(Restart.TRANSIENT)));

		this.family.end("a", ExitReason.shutdown("done"));

		assertThat(supervisor.whichChildren()).singleElement().satisfies((child) -> {
			assertThat(child.pid()).isNull();
			assertThat(child.restarting()).isFalse();
			assertThat(child.lastExit()).isEqualTo(ExitReason.shutdown("done"));
		});
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Otp(177)
	@Test
	void aPermanentChildIsRestartedAfterEveryEnd() {
		this.family.start(Supervisor.oneForOne().intensity(3, MINUTE).child(this.family.child("a")));

		for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, BROKEN)) {
			Pid before = this.family.pid("a");
			this.family.end("a", reason);
			this.family.awaitRunning("a", before);
		}
	}

}
