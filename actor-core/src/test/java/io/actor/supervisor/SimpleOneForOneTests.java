package io.actor.supervisor;

import java.time.Duration;
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
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Children of one kind, each with its own arguments. */
class SimpleOneForOneTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final ChildResult BY_PID_ONLY = new ChildResult.Refused(ExitReason.named("simple_one_for_one"));

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private ChildSpec member() {
		return ChildSpec.workerWith("member", (arguments) -> this.family.new Member(arguments.values().toString()),
				"own");
	}

	private SupervisorRef start(SimpleOneForOne supervisor) {
		return this.local.node().start(supervisor, StartOptions.named("sup"));
	}

	private void end(Pid child, ExitReason reason) {
		CompletableFuture<ExitReason> end = this.local.endOf(child);
		Probe.tell(this.local.node().server(child), (probe) -> Probe.end(reason));
		assertThat(LocalNode.get(end)).isEqualTo(reason);
	}

	@Otp(191)
	@Test
	void argumentsOfAStartGoBehindThoseOfTheSpecification() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(member()));

		supervisor.startChildWith("x", 1);
		supervisor.startChildWith();

		assertThat(this.family.log).containsExactly("+[own, x, 1]", "+[own]");
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(1, 2, 0, 2));
		assertThat(supervisor.childSpec("member")).isPresent();
	}

	@Otp(191)
	@Test
	void onlyPidsIdentifyChildren() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(member()));
		Pid child = supervisor.startChildWith("x").orElseThrow();

		assertThat(supervisor.terminateChild("member")).isEqualTo(BY_PID_ONLY);
		assertThat(supervisor.restartChild("member")).isEqualTo(BY_PID_ONLY);
		assertThat(supervisor.deleteChild("member")).isEqualTo(BY_PID_ONLY);
		assertThat(supervisor.startChild(this.family.child("other"))).isEqualTo(BY_PID_ONLY);
		assertThat(supervisor.terminateChild(supervisor.server().pid().orElseThrow())).isEqualTo(Children.NOT_FOUND);
		assertThat(supervisor.whichChild(child)).get().extracting(ChildInfo::pid).isEqualTo(child);
		assertThat(supervisor.terminateChild(child)).isEqualTo(new ChildResult.Done());

		assertThat(this.family.log).containsExactly("+[own, x]", "-[own, x] shutdown");
		assertThat(supervisor.whichChildren()).isEmpty();
	}

	@Otp(192)
	@Test
	void aChildThatCrashesIsRestartedWithItsOwnArguments() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(member()));
		Pid first = supervisor.startChildWith("x").orElseThrow();
		Pid second = supervisor.startChildWith("y").orElseThrow();

		end(first, BROKEN);

		await().until(() -> this.family.log.contains("-[own, x] broken") && supervisor.countChildren().active() == 2);
		assertThat(this.family.log).containsExactly("+[own, x]", "+[own, y]", "-[own, x] broken", "+[own, x]");
		assertThat(supervisor.whichChild(second)).isPresent();
		assertThat(supervisor.whichChild(first)).isEmpty();
	}

	@Test
	void aTransientChildThatEndsCleanlyIsForgotten() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(member().restart(Restart.TRANSIENT)));

		end(supervisor.startChildWith("x").orElseThrow(), ExitReason.SHUTDOWN);

		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 0));
	}

	@Test
	void aStartThatFailsOrIsIgnoredLeavesNothingBehind() {
		SupervisorRef supervisor = start(
				Supervisor.simpleOneForOne(ChildSpec.of("member", new StartCall((arguments) -> (self) -> {
					return arguments.isEmpty() ? new StartResult.Ignored() : new StartResult.Failed(BROKEN, null);
				}, Arguments.NONE))));

		assertThat(supervisor.startChildWith()).isEqualTo(new ChildResult.Done());
		assertThat(supervisor.startChildWith("x")).isEqualTo(new ChildResult.Refused(BROKEN));
		assertThat(supervisor.whichChildren()).isEmpty();
	}

	@Test
	void argumentsForAStartThatTakesNoneAreRefused() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(this.family.child("a")));

		assertThat(supervisor.startChildWith("x")).isInstanceOfSatisfying(ChildResult.Refused.class,
				(refused) -> assertThat(refused.reason().toString()).contains("was given [x]"));
		assertThat(supervisor.startChildWith()).isInstanceOf(ChildResult.Started.class);
	}

	@Test
	void aChildThatWaitsForItsRestartIsStoppedByThePidItHad() {
		SupervisorRef supervisor = start(
				Supervisor.simpleOneForOne(this.family.child("a")).intensity(1_000_000_000, MINUTE));
		Pid child = supervisor.startChildWith().orElseThrow();
		this.family.fail("a", Integer.MAX_VALUE);
		end(child, BROKEN);

		await().until(() -> supervisor.whichChildren().stream().anyMatch(ChildInfo::restarting));
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 1));
		assertThat(supervisor.terminateChild(child)).isEqualTo(new ChildResult.Done());

		assertThat(supervisor.whichChildren()).isEmpty();
	}

	@Test
	void oneRestartMoreThanTheIntensityEndsTheSupervisor() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(member()));
		CompletableFuture<ExitReason> end = this.local.endOf(supervisor.server().pid().orElseThrow());
		Pid first = supervisor.startChildWith("x").orElseThrow();
		Pid second = supervisor.startChildWith("y").orElseThrow();

		end(first, BROKEN);
		end(second, BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(this.reports.at(Level.ERROR)).last().asString().contains("reached_max_restart_intensity");
	}

	@Otp(193)
	@Test
	void manyChildrenAreToldTogetherAndGoneWhenTheStopReturns() {
		int count = 1000;
		CountDownLatch all = new CountDownLatch(count);
		SupervisorRef supervisor = start(
				Supervisor.simpleOneForOne(ChildSpec.workerWith("member", (arguments) -> new Probe() {

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
				})));
		for (int i = 0; i < count; i++) {
			supervisor.startChildWith(i).orElseThrow();
		}
		assertThat(this.local.started()).isEqualTo(count + 1);

		supervisor.server().stop();

		assertThat(this.local.started()).isZero();
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	void itShowsItsStrategy() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(member()));

		assertThat(SupervisorView.of(this.local.processes(), supervisor.server().pid().orElseThrow(), 1)).get()
			.extracting(SupervisorView::strategy)
			.isEqualTo("simple_one_for_one");
	}

}
