package io.actor.gen;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Starts that watch, and starts that are refused. */
class StartMonitorTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private static Supplier<Probe> initialized(Init outcome) {
		return () -> new Probe() {

			@Override
			protected Init init() {
				return outcome;
			}
		};
	}

	@Test
	@Otp(85)
	void aWatchedStartGivesTheMonitorOfItsDown() {
		assertThat(this.local.holds((self) -> {
			MonitoredStart start = Servers.startMonitor(self, Probe::new, StartOptions.DEFAULT);
			Pid pid = ((StartResult.Started) start.result()).pid();
			Ref monitor = start.monitor().orElseThrow();
			assertThat(self.processes().info(pid).orElseThrow().links()).isEmpty();

			ServerRef.of(self.processes(), pid).stop(ExitReason.SHUTDOWN, null);

			return self.receive(Down.class).equals(new Down(monitor, pid, ExitReason.SHUTDOWN));
		})).isTrue();
	}

	@Test
	@Otp(85)
	void aWatchedStartThatFailsLeavesNoDown() {
		assertThat(this.local.holds((self) -> {
			assertFails(self, LONG, initialized(GenServer.failed(BROKEN)), new StartResult.Failed(BROKEN, null));
			assertFails(self, LONG, initialized(GenServer.ignore()), new StartResult.Ignored());
			assertFails(self, Duration.ofMillis(20), () -> new Probe() {

				@Override
				protected Init init() throws Exception {
					new CountDownLatch(1).await();
					return ok();
				}
			}, new StartResult.Failed(CallException.TIMEOUT, null));
			assertThat(self.receive(Object.class, Duration.ofMillis(20))).isEmpty();
			return self.processes().info(self.pid()).orElseThrow().monitors().isEmpty();
		})).isTrue();
	}

	private static void assertFails(Process self, Duration limit, Supplier<Probe> server, StartResult result) {
		assertThat(Servers.startMonitor(self, server, StartOptions.DEFAULT.timeout(limit)))
			.isEqualTo(new MonitoredStart(result, Optional.empty()));
	}

	@Test
	void aServerThatEndsAtOnceIsNotMissedByItsWatcher() {
		assertThat(this.local.holds((self) -> {
			for (int i = 0; i < 100; i++) {
				MonitoredStart start = Servers.startMonitor(self, () -> new Probe() {

					@Override
					protected Init init() {
						return ok(noReply().thenContinue("end"));
					}

					@Override
					protected Next handleContinue(Object with) {
						return stop(ExitReason.shutdown(with));
					}
				}, StartOptions.DEFAULT);
				Ref monitor = start.monitor().orElseThrow();
				Down down = self.receive(Down.class, (each) -> each.monitor().equals(monitor));
				assertThat(down.reason()).isEqualTo(ExitReason.shutdown("end"));
			}
			return true;
		})).isTrue();
	}

	@Test
	@Otp(82)
	void aRefusedStartFailsWithoutReportAndWithoutHarmToALinkedStarter() {
		assertThat(this.local.holds((self) -> {
			StartResult refused = Servers.start(self.processes(), initialized(GenServer.refuse(BROKEN)),
					StartOptions.named("probe"), self);
			assertThat(refused).isEqualTo(new StartResult.Failed(BROKEN, null));
			assertThat(self.processes().whereis("probe")).isEmpty();
			return self.receive(Object.class, Duration.ofMillis(20)).isEmpty();
		})).isTrue();
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	@Otp(84)
	void aTrappingStarterGetsTheExitOfALinkedServerThatStops() {
		assertThat(this.local.holds((self) -> {
			self.trapExit(true);
			StartResult started = Servers.start(self.processes(), Probe::new, StartOptions.DEFAULT, self);
			Pid pid = ((StartResult.Started) started).pid();

			Probe.tell(ServerRef.of(self.processes(), pid), (probe) -> Probe.end(BROKEN));

			return self.receive(Exit.class).equals(new Exit(pid, BROKEN));
		})).isTrue();
	}

	@Test
	void anExitInInitIsReportedUnlessItIsClean() {
		assertThat(startThatExits(ExitReason.SHUTDOWN)).isEqualTo(new StartResult.Failed(ExitReason.SHUTDOWN, null));
		assertThat(this.reports.at(Level.ERROR)).isEmpty();

		assertThat(startThatExits(BROKEN)).isEqualTo(new StartResult.Failed(BROKEN, null));
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("crashed: broken");
	}

	private StartResult startThatExits(ExitReason reason) {
		return Servers.start(this.local.processes(), () -> new Probe() {

			@Override
			protected Init init() {
				throw self().exit(reason);
			}
		}, StartOptions.DEFAULT, null);
	}

	@Test
	void aServerIsNotIdleForANegativeTime() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StartOptions.DEFAULT.hibernateAfter(Duration.ofMillis(-1)));
	}

}
