package io.actor.gen;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** One log event for each death that is not clean, none for the others. */
class ReportTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report.crash");

	@RegisterExtension
	final LogEvents unexpected = new LogEvents("io.actor.report.unexpected");

	private ServerRef start() {
		return this.local.start(Probe::new);
	}

	private void endWith(ServerRef server, Probe.Tell tell) {
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
		Probe.tell(server, tell);
		LocalNode.get(end);
	}

	@Test
	void aCrashIsReportedOnceWithPlaceAndLastMessage() {
		endWith(start(), (probe) -> {
			throw new IllegalStateException("boom\nfake line");
		});

		assertThat(this.reports.at(Level.ERROR)).singleElement()
			.asString()
			.contains("Probe) crashed: java.lang.IllegalStateException: boom\\x0afake line at io.actor.gen.ReportTests")
			.contains("last message ");
	}

	@Test
	void aStopForAnotherReasonThanACleanOneIsReportedOnce() {
		endWith(start(), (probe) -> Probe.end(ExitReason.named("broken")));

		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("crashed: broken");
	}

	@Test
	@Otp(76)
	void cleanEndsAreNotReported() {
		endWith(start(), (probe) -> Probe.end(ExitReason.NORMAL));
		endWith(start(), (probe) -> Probe.end(ExitReason.SHUTDOWN));
		endWith(start(), (probe) -> Probe.end(ExitReason.shutdown("done")));
		start().stop();

		assertThat(this.reports.at(Level.ERROR)).isEmpty();
		assertThat(this.reports.at(Level.WARN)).isEmpty();
	}

	@Test
	void anEndByASignalIsNotReportedAlsoIfItsHandlerUnwindsWithAnException() {
		ServerRef server = start();
		CompletableFuture<Boolean> there = new CompletableFuture<>();
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
		Probe.tell(server, (probe) -> {
			there.complete(true);
			new CountDownLatch(1).await();
			return Probe.nothing();
		});
		LocalNode.get(there);

		this.local.exit(server.pid().orElseThrow(), ExitReason.named("enough"));

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.named("enough"));
		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	void aStartThatTookTooLongIsNotReportedAsACrash() {
		Servers.start(this.local.processes(), () -> new Probe() {

			@Override
			protected Init init() throws Exception {
				new CountDownLatch(1).await();
				return ready();
			}
		}, StartOptions.DEFAULT.timeout(Duration.ofMillis(20)), null);

		assertThat(this.reports.at(Level.ERROR)).isEmpty();
	}

	@Test
	void aFailedInitIsReportedOnceUnlessItIsClean() {
		for (ExitReason reason : new ExitReason[] { ExitReason.SHUTDOWN, ExitReason.named("broken") }) {
			catchThrowable(() -> this.local.start(() -> new Probe() {

				@Override
				protected Init init() {
					return failed(reason);
				}
			}));
		}

		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("crashed: broken");
	}

	@Test
	void aMessageThatCannotBePrintedDoesNotSpoilTheReport() {
		CompletableFuture<ExitReason> end;
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected Next handleInfo(Object message) {
				throw new IllegalStateException("boom");
			}
		});
		end = this.local.endOf(server.pid().orElseThrow());

		server.send(new Unprintable());

		assertThat(LocalNode.get(end).toString()).contains("boom");
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("boom").contains("toString fails");
	}

	private static final class Unprintable {

		@Override
		public String toString() {
			throw new StackOverflowError();
		}

	}

	@Test
	void anInitThatThrowsIsReported() {
		catchThrowable(() -> this.local.start(() -> new Probe() {

			@Override
			protected Init init() {
				throw new IllegalStateException("boom");
			}
		}));

		assertThat(this.reports.at(Level.ERROR)).singleElement()
			.asString()
			.contains("boom")
			.contains("last message init;");
	}

	@Test
	void anEndThatThrowsIsReportedAndTheReasonStays() {
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected void ended(ExitReason reason) {
				throw new IllegalStateException("boom");
			}
		});
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		this.local.exit(server.pid().orElseThrow(), ExitReason.named("enough"));

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.named("enough"));
		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("crashed").contains("boom");
	}

	@Test
	@Otp(117)
	void aMessageNobodyHandlesIsLoggedAndDropped() {
		ServerRef server = this.local.start(Silent::new);

		server.send("what?");

		assertThat(server.call(new Ping())).isTrue();
		assertThat(this.unexpected.at(Level.WARN)).singleElement()
			.asString()
			.endsWith("(Silent) got a message it does not handle: what?");
	}

	private record Ping() implements Request<Boolean> {
	}

	private static final class Silent extends GenServer<Ping, String> {

		@Override
		protected Next handleCall(Ping ping, From from) {
			return reply(ping, true);
		}

	}

}
