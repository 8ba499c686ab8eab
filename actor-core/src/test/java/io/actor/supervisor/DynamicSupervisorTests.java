package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Supervisors whose children come and go. */
class DynamicSupervisorTests {

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

	private SupervisorRef start(DynamicSupervisor supervisor) {
		supervisor.start(this.local.processes(), StartOptions.named("sup"), null);
		return this.local.node().supervisor("sup");
	}

	private static ChildSpec nameless(String id) {
		return ChildSpec.worker(id, Probe::new, StartOptions.DEFAULT);
	}

	@Otp(200)
	@Test
	void theSameSpecificationMayBeStartedTwice() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());

		Pid first = supervisor.startChild(nameless("a")).orElseThrow();
		Pid second = supervisor.startChild(nameless("a")).orElseThrow();

		assertThat(first).isNotEqualTo(second);
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::pid).containsExactlyInAnyOrder(first, second);
		assertThat(supervisor.whichChild("a")).isEmpty();
		assertThat(supervisor.childSpec("a")).isEmpty();
		assertThat(supervisor.whichChild(first)).get().extracting(ChildInfo::pid).isEqualTo(first);
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(2, 2, 0, 2));
	}

	@Otp(201)
	@Test
	void thereAreAtMostAsManyChildrenAsAllowed() {
		SupervisorRef supervisor = start(DynamicSupervisor.create().maxChildren(1));
		Pid first = supervisor.startChild(nameless("a")).orElseThrow();

		assertThat(supervisor.startChild(nameless("b")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("max_children")));
		assertThat(supervisor.terminateChild(first)).isEqualTo(new ChildResult.Done());
		Pid second = supervisor.startChild(nameless("b")).orElseThrow();
		this.local.kill(second);
		await().until(() -> supervisor.whichChild(second).isEmpty());
		assertThat(supervisor.startChild(nameless("c")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("max_children")));
		supervisor.terminateChild(supervisor.whichChildren().getFirst().pid());
		supervisor.startChild(nameless("d").restart(Restart.TEMPORARY));
		this.local.kill(supervisor.whichChildren().getFirst().pid());
		await().until(() -> supervisor.startChild(nameless("e")) instanceof ChildResult.Started);
	}

	@Test
	void aChildIsTerminatedByItsPid() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		Pid child = supervisor.startChild(this.family.child("a")).orElseThrow();
		ChildResult notFound = new ChildResult.Refused(ExitReason.named("not_found"));

		assertThat(supervisor.terminateChild(supervisor.server().pid().orElseThrow())).isEqualTo(notFound);
		assertThat(supervisor.terminateChild(child)).isEqualTo(new ChildResult.Done());

		assertThat(this.local.processes().isAlive(child)).isFalse();
		assertThat(this.family.log).containsExactly("+a", "-a shutdown");
		assertThat(supervisor.terminateChild(child)).isEqualTo(notFound);
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	void requestsByIdAreRefused() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		ChildResult refused = new ChildResult.Refused(ExitReason.named("simple_one_for_one"));

		assertThat(supervisor.terminateChild("a")).isEqualTo(refused);
		assertThat(supervisor.restartChild("a")).isEqualTo(refused);
		assertThat(supervisor.deleteChild("a")).isEqualTo(refused);
	}

	@Test
	void aChildThatDoesNotStartIsNotKept() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		this.family.fail("a", 1);

		assertThat(supervisor.startChild(this.family.child("a")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("no_start")));
		assertThat(supervisor.startChild(this.family.ignored("b"))).isEqualTo(new ChildResult.Done());
		AssertionError thrown = new AssertionError("boom");
		assertThat(supervisor.startChild(new ChildSpec("x", (self) -> {
			throw thrown;
		}, Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER)))
			.isEqualTo(new ChildResult.Refused(ExitReason.crash(thrown)));
		assertThat(supervisor.whichChildren()).isEmpty();
	}

	@Test
	void onlyTheChildThatCrashedIsRestarted() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		Pid other = supervisor.startChild(nameless("other")).orElseThrow();
		supervisor.startChild(this.family.child("a"));

		this.family.crash("a");

		assertThat(supervisor.whichChildren()).extracting(ChildInfo::pid)
			.containsExactlyInAnyOrder(other, this.family.pid("a"));
	}

	@Otp(204)
	@Test
	void aChildThatIsNotRestartedIsForgotten() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		supervisor.startChild(this.family.child("a").restart(Restart.TRANSIENT));
		supervisor.startChild(this.family.child("b").restart(Restart.TEMPORARY));

		this.family.end("a", ExitReason.NORMAL);
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(1, 1, 0, 1));
		this.family.end("b", BROKEN);

		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(0, 0, 0, 0));
		assertThat(supervisor.whichChildren()).isEmpty();
	}

	@Test
	void oneRestartMoreThanTheIntensityEndsTheSupervisor() {
		SupervisorRef supervisor = start(DynamicSupervisor.create().intensity(1, MINUTE));
		CompletableFuture<ExitReason> end = this.local.endOf(supervisor.server().pid().orElseThrow());
		Pid other = supervisor.startChild(nameless("other")).orElseThrow();
		supervisor.startChild(this.family.child("a"));
		this.family.crash("a");

		this.family.end("a", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(this.local.processes().isAlive(other)).isFalse();
	}

	@Test
	void aRestartThatFailsIsTriedAgainAndCountsAsAChild() {
		SupervisorRef supervisor = start(DynamicSupervisor.create().maxChildren(1).intensity(1_000_000_000, MINUTE));
		Pid before = supervisor.startChild(this.family.child("a")).orElseThrow();
		this.family.fail("a", Integer.MAX_VALUE);
		this.family.end("a", BROKEN);

		await().until(() -> supervisor.whichChildren().stream().anyMatch(ChildInfo::restarting));
		assertThat(supervisor.startChild(nameless("b")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("max_children")));
		this.family.fail("a", 0);

		this.family.awaitRunning("a", before);
		assertThat(supervisor.whichChildren()).singleElement()
			.satisfies((child) -> assertThat(child.pid()).isEqualTo(this.family.pid("a")));
	}

	@Test
	void childrenAreStoppedAtTheSameTime() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		CountDownLatch all = new CountDownLatch(10);
		for (int i = 0; i < 10; i++) {
			supervisor.startChild(ChildSpec.worker("c" + i, () -> new Probe() {

				@Override
				protected Init init() {
					self().trapExit(true);
					return ready();
				}

				@Override
				protected void terminate(ExitReason reason) throws Exception {
					all.countDown();
					all.await();
				}
			}));
		}

		supervisor.server().stop();

		assertThat(this.local.started()).isZero();
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	void oneThatDoesNotStopIsKilledAndTheOthersAreNot() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		supervisor.startChild(this.family.child("a").shutdown(Shutdown.INFINITY));
		Pid stubborn = supervisor.startChild(ChildSpec.worker("stubborn", () -> new Probe() {

			@Override
			protected Init init() {
				self().trapExit(true);
				return ready();
			}

			@Override
			protected void terminate(ExitReason reason) throws Exception {
				new CountDownLatch(1).await();
			}
		}).shutdown(Shutdown.after(Duration.ofMillis(20)))).orElseThrow();
		supervisor.startChild(this.family.child("b"));
		CompletableFuture<ExitReason> end = this.local.endOf(stubborn);

		supervisor.server().stop();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(this.family.log).contains("-a shutdown", "-b shutdown");
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("stubborn", "killed");
	}

	@Test
	@Tag("volume")
	void childrenThatEndWhileTheyAreStoppedHangNobody() {
		for (int round = 0; round < 50; round++) {
			SupervisorRef supervisor = start(DynamicSupervisor.create().intensity(1_000_000, MINUTE));
			List<Pid> children = IntStream.range(0, 20)
				.mapToObj((each) -> supervisor.startChild(nameless("c")).orElseThrow())
				.toList();
			children.forEach(this.local::kill);
			supervisor.server().stop();
			assertThat(this.local.started()).isZero();
		}
	}

	private record Nothing() implements Request<Boolean> {
	}

	private static final class Idle extends GenServer<Nothing, Object> {

	}

	@Test
	@Timeout(20)
	@Tag("volume")
	void aHundredThousandChildrenStartAndStop() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		ChildSpec idle = ChildSpec.worker("idle", Idle::new, StartOptions.DEFAULT);

		List<CompletableFuture<ChildResult>> starts = IntStream.range(0, 100_000)
			.mapToObj((each) -> supervisor.server().callAsync(new SupervisorRequest.StartChild(idle), MINUTE))
			.toList();
		assertThat(starts.stream().map(CompletableFuture::join)).hasOnlyElementsOfType(ChildResult.Started.class);
		assertThat(this.local.started()).isEqualTo(100_001);
		supervisor.server().stop();

		assertThat(this.local.started()).isZero();
	}

	@Test
	void aMessageOfAStrangerIsIgnored() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		supervisor.startChild(this.family.child("a"));

		this.local.node().send(supervisor.server().target(), "what?");

		assertThat(supervisor.whichChildren()).hasSize(1);
	}

	@Test
	void aNameThatIsTakenFailsTheStart() {
		start(DynamicSupervisor.create());

		assertThat(DynamicSupervisor.create().start(this.local.processes(), StartOptions.named("sup"), null))
			.isInstanceOf(StartResult.Failed.class);
	}

}
