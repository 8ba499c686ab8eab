package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Probe;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Report;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a supervisor tells the log: nothing it decided stays silent, nothing clean is an
 * error.
 */
class SupervisorReportTests {

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

	/**
	 * What was reported until the supervisor had nothing left to do; without its name.
	 */
	private List<String> errors(SupervisorRef supervisor) {
		supervisor.whichChildren();
		return errors();
	}

	private List<String> errors() {
		return this.reports.at(Level.ERROR)
			.stream()
			.filter((line) -> line.startsWith("Supervisor "))
			.map((line) -> line.substring(line.indexOf(": ") + 2))
			.toList();
	}

	@Test
	void aChildThatFailsTheStartOfItsSupervisorIsReported() {
		this.family.fail("a", 1);

		StartResult result = Supervisor.restForOne()
			.child(this.family.child("a"))
			.start(this.local.processes(), StartOptions.DEFAULT, null);

		assertThat(result).isInstanceOfSatisfying(StartResult.Failed.class,
				(failed) -> assertThat(failed.reason()).hasToString("{shutdown, failed to start child 'a': no_start}"));
		assertThat(errors()).containsExactly("start_error of child 'a': no_start");
	}

	@Test
	void aChildThatFailsToStartByRequestIsReported() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));
		supervisor.terminateChild("a");
		this.family.fail("a", 1);
		supervisor.restartChild("a");
		this.family.fail("b", 1);
		supervisor.startChild(this.family.child("b"));

		assertThat(errors(supervisor)).containsExactly("start_error of child 'a': no_start",
				"start_error of child 'b': no_start");
	}

	@Test
	void anEndThatLeadsToARestartIsReportedAndAlsoARestartThatFails() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().intensity(9, MINUTE).child(this.family.child("a")));
		this.family.fail("a", 1);
		this.family.crash("a");
		this.family.end("a", ExitReason.NORMAL);

		assertThat(errors(supervisor)).containsExactly("child_terminated of child 'a': broken",
				"start_error of child 'a': no_start", "child_terminated of child 'a': normal");
	}

	@Test
	void anEndThatLeadsToNoRestartIsReportedUnlessItIsClean() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.child(this.family.child("a").restart(Restart.TRANSIENT))
			.child(this.family.child("b").restart(Restart.TEMPORARY))
			.child(this.family.child("c").restart(Restart.TEMPORARY)));
		this.family.end("a", ExitReason.SHUTDOWN);
		this.family.end("b", ExitReason.NORMAL);
		this.family.end("c", BROKEN);

		assertThat(errors(supervisor)).containsExactly("child_terminated of child 'c': broken");
	}

	@Test
	void aDynamicSupervisorReportsAlike() {
		SupervisorRef supervisor = start(DynamicSupervisor.create().intensity(9, MINUTE));
		supervisor.startChild(this.family.child("a"));
		supervisor.startChild(this.family.child("b").restart(Restart.TRANSIENT));
		supervisor.startChild(this.family.child("c").restart(Restart.TEMPORARY));
		this.family.fail("d", 1);
		supervisor.startChild(this.family.child("d"));
		this.family.fail("a", 1);
		this.family.crash("a");
		this.family.end("a", ExitReason.NORMAL);
		this.family.end("b", ExitReason.NORMAL);
		this.family.end("c", BROKEN);

		assertThat(errors(supervisor)).containsExactly("start_error of child 'd': no_start",
				"child_terminated of child 'a': broken", "start_error of child 'a': no_start",
				"child_terminated of child 'a': normal", "child_terminated of child 'c': broken");
	}

	@Test
	void aDynamicSupervisorThatGivesUpSaysSo() {
		SupervisorRef supervisor = start(DynamicSupervisor.create().intensity(0, MINUTE));
		CompletableFuture<ExitReason> end = this.local.endOf(supervisor.server().pid().orElseThrow());
		supervisor.startChild(this.family.child("a"));

		this.family.end("a", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(errors()).containsExactly("child_terminated of child 'a': broken",
				"shutdown of child 'a': reached_max_restart_intensity");
	}

	@Test
	void startsAreReportedAsProgressToThoseWhoAsk() {
		this.family.start(Supervisor.oneForOne().child(this.family.child("a")));

		assertThat(this.reports.at(Level.DEBUG)).singleElement()
			.asString()
			.endsWith("started child 'a' as " + this.family.pid("a").toLocalString());
	}

	@Test
	void whoListensHearsOfAllOfItInOrder() {
		List<String> heard = new CopyOnWriteArrayList<>();
		Runnable stop = this.local.processes().reports().listen((report) -> heard.add(switch (report) {
			case Report.Progress progress -> "started " + progress.started().id();
			case Report.Supervision told -> told.context().otpName() + " " + told.offender().id() + " " + told.reason();
			case Report.Terminated terminated ->
				"terminated " + terminated.name().orElse("") + " " + terminated.reason();
			case Report.Crash crash -> "crash " + crash.name().orElse("") + " of " + crash.ancestors();
			default -> report.toString();
		}));
		SupervisorRef supervisor = start(DynamicSupervisor.create().intensity(0, MINUTE));
		CompletableFuture<ExitReason> end = this.local.endOf(supervisor.server().pid().orElseThrow());
		supervisor.startChild(ChildSpec.worker("probe", Probe::new));

		Probe.tell(this.local.node().server("probe"), (probe) -> Probe.end(BROKEN));

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		await().untilAsserted(() -> assertThat(heard).containsExactly("started probe", "terminated probe broken",
				"crash probe of [sup]", "child_terminated probe broken",
				"shutdown probe reached_max_restart_intensity"));
		stop.run();
	}

	@Test
	void aReportNamesTheChildItsProcessAndHowItIsKept() {
		List<Report> heard = new CopyOnWriteArrayList<>();
		Runnable stop = this.local.processes().reports().listen(heard::add);
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		Pid pid = ((ChildResult.Started) supervisor.startChild(ChildSpec.worker("probe", Probe::new)
			.restart(Restart.TEMPORARY)
			.shutdown(Shutdown.after(Duration.ofSeconds(3))))).pid();

		Probe.tell(this.local.node().server("probe"), (probe) -> Probe.end(BROKEN));

		Report.Offender probe = new Report.Offender("probe", Optional.of(pid), "temporary", "3000", "worker");
		await().untilAsserted(() -> {
			assertThat(heard).hasSize(4);
			assertThat(((Report.Progress) heard.getFirst()).started()).isEqualTo(probe);
			assertThat(((Report.Supervision) heard.getLast()).offender()).isEqualTo(probe);
		});
		stop.run();
	}

	@Test
	void aStartFunctionThatExitsIsAFailedStartAndNotTheEndOfTheSupervisor() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());

		ChildResult result = supervisor.startChild(new ChildSpec("exits", (self) -> {
			throw self.exit(BROKEN);
		}, Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER));

		assertThat(result).isEqualTo(new ChildResult.Refused(BROKEN));
		assertThat(errors(supervisor)).containsExactly("start_error of child 'exits': broken");
	}

}
