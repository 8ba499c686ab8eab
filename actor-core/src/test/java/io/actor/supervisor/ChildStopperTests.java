package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Probe;
import io.actor.gen.Init;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How children are stopped, and which ends are what was asked for. */
class ChildStopperTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report.supervisor");

	private static ChildSpec spec(Restart restart, Shutdown shutdown) {
		return new ChildSpec("a", (supervisor) -> new StartResult.Ignored(), restart, shutdown, ChildSpec.Kind.WORKER);
	}

	private static Pid start(Process parent, Probe child) {
		StartResult result = Servers.start(parent.processes(), () -> child, StartOptions.DEFAULT, parent);
		return ((StartResult.Started) result).pid();
	}

	private static int mailbox(Process self) {
		return self.processes().info(self.pid()).map(ProcessInfo::mailbox).orElseThrow();
	}

	@ParameterizedTest
	@CsvSource({ "PERMANENT, broken, reported", "PERMANENT, normal, reported", "PERMANENT, shutdown, ''",
			"TRANSIENT, broken, reported", "TRANSIENT, normal, ''", "TEMPORARY, normal, ''",
			"TEMPORARY, killed, reported" })
	void ofAChildThatEndedBeforeItWasToldOnlyAnEndNobodyWantedIsReported(Restart restart, String end, String reported) {
		stopOneThatHasEnded(spec(restart, Shutdown.DEFAULT), ExitReason.named(end));

		assertThat(this.reports.at(Level.ERROR)).hasSize(reported.isEmpty() ? 0 : 1)
			.allSatisfy((line) -> assertThat(line).endsWith("shutdown_error of child 'a': " + end));
	}

	@ParameterizedTest
	@CsvSource({ "PERMANENT, shutdown, reported", "PERMANENT, killed, ''", "TEMPORARY, shutdown, ''",
			"TEMPORARY, normal, ''", "TEMPORARY, killed, ''", "TRANSIENT, broken, reported" })
	void ofAChildToBeKilledThatEndedByItselfOnlyAnEndNobodyWantedIsReported(Restart restart, String end,
			String reported) {
		stopOneThatHasEnded(spec(restart, Shutdown.BRUTAL_KILL), ExitReason.named(end));

		assertThat(this.reports.at(Level.ERROR)).hasSize(reported.isEmpty() ? 0 : 1)
			.allSatisfy((line) -> assertThat(line).endsWith("shutdown_error of child 'a': " + end));
	}

	private void stopOneThatHasEnded(ChildSpec spec, ExitReason reason) {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Pid child = start(self, new Probe());
			Probe.tell(ServerRef.of(self.processes(), child), (probe) -> Probe.end(reason));
			await().until(() -> mailbox(self) == 1);

			ChildStopper.stop(self, child, spec);

			assertThat(mailbox(self)).as("its exit is taken and its down too").isZero();
			return true;
		});
	}

	@Test
	void whatIsNotOfTheStoppedStaysInTheMailbox() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Pid child = start(self, new Probe());
			self.send(self.pid(), "mail");
			self.processes().exit(self.processes().nobody(), self.pid(), ExitReason.SHUTDOWN);

			ChildStopper.stop(self, child, spec(Restart.PERMANENT, Shutdown.DEFAULT));

			assertThat(self.receive()).isEqualTo("mail");
			assertThat(self.receive()).isEqualTo(new Exit(self.processes().nobody(), ExitReason.SHUTDOWN));
			assertThat(mailbox(self)).isZero();
			return true;
		});
	}

	@Test
	void whoHasLessTimeIsKilledFirst() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			CountDownLatch killed = new CountDownLatch(1);
			Pid patient = start(self, stubborn(killed));
			Pid hasty = start(self, stubborn(new CountDownLatch(1)));
			this.local.endOf(hasty).thenRun(killed::countDown);

			ChildStopper.stopAll(self, List.of(
					new ChildStopper.Target(patient, spec(Restart.PERMANENT, Shutdown.after(Duration.ofMinutes(10)))),
					new ChildStopper.Target(hasty, spec(Restart.PERMANENT, Shutdown.after(Duration.ofMillis(20))))));

			assertThat(self.processes().isAlive(patient)).isFalse();
			return true;
		});
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().endsWith("killed");
	}

	private static Probe stubborn(CountDownLatch release) {
		return new Probe() {

			@Override
			protected Init init() {
				self().trapExit(true);
				return ready();
			}

			@Override
			protected void terminate(ExitReason reason) throws Exception {
				release.await();
			}
		};
	}

}
