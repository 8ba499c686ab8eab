package io.actor.gen;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.ask;
import static io.actor.gen.Calls.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is logged when a server ends by itself. */
class TerminateReportTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents all = new LogEvents("io.actor.report");

	private record Login(String user, String password) {
	}

	/** Has a secret, and dies of a message. */
	private static class Vault extends GenServer<Request<?>, Login> {

		private final String secret = "open sesame";

		@Override
		protected Next handleCast(Login login) {
			throw new IllegalStateException("boom");
		}

		@Override
		public String toString() {
			return "Vault with " + this.secret;
		}

	}

	private static final class Discreet extends Vault {

		@Override
		protected ReportedStatus formatStatus(ReportedStatus status) {
			ReportedStatus shown = status.state("Vault, closed").log(List.of("nothing"));
			return (status.message().orElse(null) instanceof Login login)
					? shown.message(new Login(login.user(), "***")).reason(ExitReason.named("hidden")) : shown;
		}

	}

	private ExitReason end(ServerRef server, Object cast) {
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
		server.cast(cast);
		return LocalNode.get(end);
	}

	@Test
	@Otp(123)
	void aCrashMakesOneTerminateReportAndThenOneCrashReport() {
		end(this.local.start(Vault::new), new Login("joe", "pw"));

		assertThat(this.all.at(Level.ERROR)).hasSize(2);
		assertThat(this.all.at(Level.ERROR).getFirst()).contains("(Vault) terminating: ", "IllegalStateException: boom",
				"last message Login[user=joe, password=pw]; state Vault with open sesame");
		assertThat(this.all.at(Level.ERROR).getLast()).contains("(Vault) crashed: ", "IllegalStateException: boom");
	}

	@Test
	void theReportNamesTheCaller() {
		ServerRef server = this.local.start(Probe::new);

		String caller = this.local.inProcess((self) -> {
			catchThrowableOfType(CallException.class, () -> server.call(ask((probe, ask, from) -> {
				throw new IllegalStateException("boom");
			})));
			return self.pid().toString();
		});

		assertThat(this.all.at(Level.ERROR).getFirst()).contains("terminating", " from " + caller + ";");
	}

	@Test
	@Otp(124)
	void cleanStopsAndExitsMakeNoReport() {
		for (ExitReason clean : new ExitReason[] { ExitReason.NORMAL, ExitReason.SHUTDOWN,
				ExitReason.shutdown("done") }) {
			assertThat(end(this.local.start(Probe::new), (Probe.Tell) (probe) -> Probe.end(clean))).isEqualTo(clean);
			assertThat(end(this.local.start(Probe::new), (Probe.Tell) (probe) -> {
				throw probe.process().exit(clean);
			})).isEqualTo(clean);
			ServerRef server = this.local.start(Probe::new);
			server.stop(clean, null);
		}

		assertThat(this.all.at(Level.ERROR)).isEmpty();
		assertThat(this.all.at(Level.WARN)).isEmpty();
	}

	@Test
	void anExitThatIsNotCleanMakesBothReports() {
		end(this.local.start(Probe::new), (Probe.Tell) (probe) -> {
			throw probe.process().exit(BROKEN);
		});

		assertThat(this.all.at(Level.ERROR)).hasSize(2);
		assertThat(this.all.at(Level.ERROR).getFirst()).contains("terminating: broken");
		assertThat(this.all.at(Level.ERROR).getLast()).contains("crashed: broken");
	}

	@Test
	void aTerminateThatExitsCleanlyIsReportedButItsProcessDidNotCrash() {
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected void terminate(ExitReason reason) {
				throw self().exit(ExitReason.SHUTDOWN);
			}
		});

		assertThat(reason(server::stop)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(this.all.at(Level.ERROR)).singleElement().asString().contains("terminating: shutdown");
	}

	@Test
	@Otp(125)
	void theReportShowsWhatFormatStatusMakesOfIt() {
		ExitReason ended = end(this.local.start(Discreet::new), new Login("joe", "pw"));

		assertThat(ended.toString()).contains("boom");
		assertThat(this.all.at(Level.ERROR).getFirst())
			.contains("terminating: hidden", "Login[user=joe, password=***]", "state Vault, closed", "log [nothing]")
			.doesNotContain("pw", "sesame");
	}

	@Test
	@Otp(125)
	void theStatusShowsWhatFormatStatusMakesOfIt() {
		ServerStatus status = Sys.of(this.local.start(Discreet::new)).status();

		assertThat(status.state()).isEqualTo("Vault, closed");
		assertThat(status.toString()).doesNotContain("sesame");
	}

	@Test
	@Otp(126)
	void aFormatStatusThatFailsSpoilsNeitherTheReportNorTheReason() {
		for (Throwable failure : new Throwable[] { new IllegalStateException("cannot"), new StackOverflowError() }) {
			ServerRef server = this.local.start(() -> new Vault() {

				@Override
				protected ReportedStatus formatStatus(ReportedStatus status) {
					throw Unchecked.sneaky(failure);
				}

				@Override
				public String toString() {
					throw new AssertionError("not shown when it cannot be formatted");
				}
			});

			assertThat(end(server, new Login("joe", "pw")).toString()).contains("boom");
			assertThat(this.all.at(Level.ERROR)).anySatisfy((line) -> assertThat(line).contains("terminating", "boom",
					"state formatStatus of ", "failed: " + failure.getClass().getName()));
		}
		assertThat(this.all.at(Level.ERROR)).hasSize(4);
	}

	/** Throws anything. */
	private static final class Unchecked {

		@SuppressWarnings("unchecked")
		static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
			throw (T) thrown;
		}

	}

	@Test
	void aFormatStatusThatExitsOrReturnsNothingSpoilsNothing() {
		ServerRef exiting = this.local.start(() -> new Vault() {

			@Override
			protected ReportedStatus formatStatus(ReportedStatus status) {
				throw self().exit(BROKEN);
			}
		});
		ServerRef silent = this.local.start(() -> new Vault() {

			@Override
			protected ReportedStatus formatStatus(ReportedStatus status) {
				return null;
			}
		});

		assertThat(end(exiting, new Login("joe", "pw")).toString()).contains("boom");
		assertThat(end(silent, new Login("joe", "pw")).toString()).contains("boom");
		assertThat(this.all.at(Level.ERROR)).hasSize(4);
	}

	@Test
	void theReplyOfAStopComesAfterTheReport() {
		AtomicReference<Integer> reports = new AtomicReference<>();
		ServerRef server = this.local.start(Probe::new);

		server.callAsync(Calls.<Integer>ask((probe, ask, from) -> Probe.end(BROKEN, ask, 1)))
			.thenAccept((value) -> reports.set(this.all.at(Level.ERROR).size()))
			.join();

		assertThat(reports.get()).isPositive();
	}

	@Test
	void eachPartOfAStatusCanBeReplaced() {
		ReportedStatus status = new ReportedStatus("state", Optional.empty(), Optional.empty(), List.of());

		assertThat(status.state(1).message(2).reason(BROKEN).log(List.of(3)))
			.isEqualTo(new ReportedStatus(1, Optional.of(2), Optional.of(BROKEN), List.of(3)));
	}

}
