package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LogEvents;
import io.actor.scheduler.ActorClock;
import io.actor.term.Atom;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports in the log, with a clock of the test: a storm is cut, and said to be. */
class ReportLogTests {

	private static final Pid PID = new Pid(Atom.of("nonode@nohost"), 7, 0, 1);

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private final AtomicLong now = new AtomicLong();

	private final ReportLog log = new ReportLog(new ActorClock() {

		@Override
		public long nanoTime() {
			return ReportLogTests.this.now.get();
		}

		@Override
		public long wallMillis() {
			return 0;
		}
	});

	private void crash(String name) {
		this.log.write(new Report.Terminated(PID, Optional.of(name), "com.example.Lobby", ExitReason.named("broken"),
				Optional.of("hello"), Optional.empty(), "open", List.of()));
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
		this.log.tick();
	}

	private List<String> errors() {
		return this.reports.at(Level.ERROR);
	}

	@Test
	void aStormIsCutAndTheNextLineSaysHowMuchWasLeftOut() {
		IntStream.range(0, 500).forEach((i) -> crash("lobby"));
		assertThat(errors()).hasSize(RateCap.BURST)
			.containsOnly("lobby<0.7.0> (Lobby) terminating: broken; last message hello; state open");

		this.now.addAndGet(RateCap.PERIOD.toNanos());
		crash("lobby");

		assertThat(errors()).hasSize(RateCap.BURST + 1)
			.last()
			.asString()
			.endsWith("state open (490 more like this were left out)");
	}

	@Test
	void whatWasLeftOutIsToldAlsoIfNothingFollows() {
		IntStream.range(0, 500).forEach((i) -> crash("lobby"));
		pass(RateCap.PERIOD.minusSeconds(1));
		assertThat(this.reports.at(Level.WARN)).isEmpty();

		pass(Duration.ofSeconds(1));
		pass(Duration.ofMinutes(1));

		assertThat(this.reports.at(Level.WARN)).containsExactly("490 more reports of lobby were left out");
	}

	@Test
	void aStormOfOneHidesNoOther() {
		IntStream.range(0, 500).forEach((i) -> crash("lobby"));
		crash("room");

		assertThat(errors()).last().asString().startsWith("room<");
	}

	@Test
	void aStopIsCutByTypeIfTheProcessHasNoName() {
		IntStream.range(0, 500)
			.forEach((i) -> this.log.write(new Report.Unexpected(new Pid(Atom.of("nonode@nohost"), i, 0, 1),
					Optional.empty(), "com.example.Lobby", "what?")));

		assertThat(this.reports.at(Level.WARN)).hasSize(RateCap.BURST)
			.first()
			.isEqualTo("<0.0.0> (Lobby) got a message it does not handle: what?");
	}

	@Test
	void aTerminateReportNamesTheClientAndTheNotesOfTheServer() {
		this.log.write(new Report.Terminated(PID, Optional.empty(), "com.example.Lobby$Inner",
				ExitReason.named("broken"), Optional.empty(), Optional.of(new Pid(Atom.of("nonode@nohost"), 9, 0, 1)),
				"x".repeat(2000), List.of("in", "out")));

		assertThat(errors()).singleElement()
			.isEqualTo("<0.7.0> (Inner) terminating: broken; last message none from "
					+ new Pid(Atom.of("nonode@nohost"), 9, 0, 1) + "; state " + "x".repeat(1024)
					+ "...; log [in, out]");
	}

}
