package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.Init;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** How often a supervisor restarts, and what it does when it cannot. */
class SupervisorRestartTests {

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

	// ---- intensity ----

	@Otp(184)
	@ParameterizedTest
	@EnumSource(Strategy.class)
	void oneRestartMoreThanTheIntensityEndsTheSupervisor(Strategy strategy) {
		SupervisorRef supervisor = this.family.start(Supervisor.with(strategy)
			.intensity(2, MINUTE)
			.child(this.family.child("a"))
			.child(this.family.child("b")));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		this.family.crash("a");
		assertThat(supervisor.whichChildren()).hasSize(2);
		this.family.crash("b");
		assertThat(supervisor.whichChildren()).hasSize(2);

		this.family.end("a", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(log()).endsWith("-a broken", "-b shutdown");
		assertThat(this.reports.at(Level.ERROR)).last().asString().contains("reached_max_restart_intensity");
	}

	@Otp(185)
	@Test
	void byDefaultTheSecondCrashIsOneTooMany() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		this.family.crash("a");
		assertThat(end).isNotDone();

		this.family.end("a", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	@Otp(186)
	@Test
	void crashesThatAreFartherApartThanThePeriodAreNeverTooMany() {
		Duration period = Duration.ofMillis(20);
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().intensity(1, period).child(this.family.child("a")));

		for (int i = 0; i < 5; i++) {
			this.family.crash("a");
			long restarted = this.local.processes().clock().nanoTime();
			await().until(() -> this.local.processes().clock().nanoTime() - restarted > period.toNanos());
		}

		assertThat(supervisor.whichChild("a")).get().extracting(ChildInfo::restarts).isEqualTo(5);
	}

	@Test
	void aGroupRestartCountsOnce() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ALL).intensity(2, MINUTE));

		this.family.crash("a");
		assertThat(supervisor.whichChildren()).hasSize(3);
		this.family.crash("c");

		assertThat(this.family.pidOf(supervisor, "b")).isPresent();
	}

	@Otp(189)
	@Test
	void aSupervisorThatGaveUpIsRestartedWithItsOwnChildrenOnly() {
		Supervisor inner = Supervisor.oneForOne().intensity(0, MINUTE).child(this.family.child("a"));
		this.family.start(Supervisor.oneForOne().child(ChildSpec.supervisor("inner", inner)));
		SupervisorRef innerRef = this.local.node().supervisor("inner");
		innerRef.startChild(this.family.child("extra"));
		Pid before = this.family.pid("inner");
		Pid child = this.family.pid("a");

		this.family.end("a", BROKEN);

		await().until(() -> this.local.node().whereis("inner").filter((pid) -> !pid.equals(before)).isPresent());
		this.family.awaitRunning("a", child);
		assertThat(innerRef.whichChildren()).extracting(ChildInfo::id).containsExactly("a");
		assertThat(this.local.node().whereis("extra")).isEmpty();
	}

	// ---- a restart that fails ----

	@Otp(188)
	@ParameterizedTest
	@EnumSource(Strategy.class)
	void aRestartThatFailsIsTriedAgain(Strategy strategy) {
		SupervisorRef supervisor = this.family.start(abc(strategy));
		Pid before = this.family.pid("b");
		this.family.fail("b", 3);

		this.family.end("b", BROKEN);

		this.family.awaitRunning("b", before);
		assertThat(supervisor.whichChildren()).allSatisfy((child) -> assertThat(child.pid()).isNotNull());
		assertThat(log()).filteredOn("!b"::equals).hasSize(3);
		List<String> again = switch (strategy) {
			case ONE_FOR_ONE -> List.of("!b", "+b");
			case ONE_FOR_ALL -> List.of("!b", "-a shutdown", "+a", "+b", "+c");
			case REST_FOR_ONE -> List.of("!b", "+b", "+c");
		};
		assertThat(log()).endsWith(again.toArray());
	}

	@Test
	void aTemporarySiblingIsForgottenAlsoIfTheGroupsRestartFails() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForAll()
			.intensity(1_000_000_000, MINUTE)
			.child(this.family.child("a"))
			.child(this.family.child("t").restart(Restart.TEMPORARY)));
		this.family.fail("a", Integer.MAX_VALUE);

		this.family.end("a", BROKEN);

		await().until(() -> supervisor.whichChild("a").filter(ChildInfo::restarting).isPresent());
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("a");
		assertThat(log()).contains("-t shutdown");
	}

	@Test
	void theRestartOfTheFirstChildIsTriedAgainToo() {
		this.family.start(abc(Strategy.ONE_FOR_ONE));
		this.family.fail("a", 1);

		this.family.crash("a");

		assertThat(log()).endsWith("-a broken", "!a", "+a");
	}

	@Test
	void aChildThatIgnoresItsRestartIsNotTriedAgain() {
		AtomicInteger starts = new AtomicInteger();
		ChildSpec child = new ChildSpec("x", (self) -> switch (starts.getAndIncrement()) {
			case 0 -> Servers.start(self.processes(), Probe::new, StartOptions.named("x"), self);
			case 1 -> new StartResult.Failed(BROKEN, null);
			default -> new StartResult.Ignored();
		}, Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().intensity(10, MINUTE).child(child));

		this.family.end("x", BROKEN);

		await().until(() -> starts.get() == 3);
		assertThat(supervisor.whichChildren()).singleElement().satisfies((info) -> {
			assertThat(info.pid()).isNull();
			assertThat(info.restarting()).isFalse();
		});
	}

	@Otp(187)
	@Test
	void aRestartThatKeepsFailingEndsTheSupervisor() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE).intensity(3, MINUTE));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		this.family.fail("b", Integer.MAX_VALUE);

		this.family.end("b", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(log()).filteredOn("!b"::equals).hasSize(3);
		assertThat(log()).endsWith("-c shutdown", "-a shutdown");
	}

	@Test
	void requestsAreAnsweredBetweenTheTries() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE).intensity(1_000_000_000, MINUTE));
		this.family.fail("b", Integer.MAX_VALUE);
		this.family.end("b", BROKEN);

		await().until(() -> supervisor.whichChildren().stream().anyMatch(ChildInfo::restarting));
		assertThat(supervisor.restartChild("b")).isEqualTo(new ChildResult.Refused(ExitReason.named("restarting")));
		assertThat(supervisor.deleteChild("b")).isEqualTo(new ChildResult.Refused(ExitReason.named("restarting")));
		assertThat(supervisor.startChild(this.family.child("b")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("already_present")));
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(3, 2, 0, 3));
		assertThat(supervisor.terminateChild("b")).isEqualTo(new ChildResult.Done());
		assertThat(supervisor.whichChild("b")).get().extracting(ChildInfo::restarting).isEqualTo(false);
		assertThat(supervisor.deleteChild("b")).isEqualTo(new ChildResult.Done());
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("c", "a");
	}

	@Test
	void aTreeCanBeStoppedWhileAChildIsRestarted() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE).intensity(1_000_000_000, MINUTE));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		this.family.fail("b", Integer.MAX_VALUE);
		this.family.end("b", BROKEN);

		supervisor.server().stop(ExitReason.SHUTDOWN, Duration.ofSeconds(5));

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(this.local.names()).isEmpty();
	}

	@Otp(198)
	@Test
	void aRestartIsReportedAsAnEndAndThenAsProgressAndGivingUpLast() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		this.family.crash("a");
		this.family.end("a", BROKEN);
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);

		assertThat(this.reports.events()).filteredOn((event) -> event.getFormattedMessage().contains("child 'a'"))
			.extracting((event) -> event.getLevel() == Level.ERROR, (event) -> what(event.getFormattedMessage()))
			.containsExactly(tuple(false, "started"), tuple(true, "child_terminated"), tuple(false, "started"),
					tuple(true, "child_terminated"), tuple(true, "reached_max_restart_intensity"));
	}

	private static String what(String message) {
		return Stream.of("started", "child_terminated", "reached_max_restart_intensity")
			.filter(message::contains)
			.findFirst()
			.orElse(message);
	}

	@Test
	void whileItStopsNothingIsRestarted() throws Exception {
		CountDownLatch stopping = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.intensity(10, MINUTE)
			.child(this.family.child("a"))
			.child(this.family.child("b"))
			.child(ChildSpec.worker("slow", () -> new Probe() {

				@Override
				protected Init init() {
					self().trapExit(true);
					return ready();
				}

				@Override
				protected void terminate(ExitReason reason) throws Exception {
					stopping.countDown();
					release.await();
				}
			})));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		Thread.startVirtualThread(() -> supervisor.server().stop(ExitReason.SHUTDOWN, null));
		stopping.await();

		this.family.end("a", BROKEN);
		release.countDown();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(log()).containsExactly("+a", "+b", "-a broken", "-b shutdown");
	}

	@Test
	void aMessageOfAStrangerIsLogged() {
		LogEvents log = new LogEvents("io.actor.supervisor");
		log.beforeEach(null);
		try {
			SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));

			this.local.node().send(supervisor.server().target(), "what?");

			assertThat(supervisor.whichChildren()).hasSize(1);
			assertThat(log.at(Level.ERROR)).singleElement().asString().contains("sup", "what?");
		}
		finally {
			log.afterEach(null);
		}
	}

}
