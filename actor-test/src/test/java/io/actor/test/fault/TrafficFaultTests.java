package io.actor.test.fault;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that lose, reset or hold back what is under way, under load. */
@Tag("faults")
@Timeout(120)
class TrafficFaultTests {

	private static final Duration T = Couple.TICK_TIME;

	/** The longest pause between two attempts to connect, and a second. */
	private static final Duration RETRY_CAP = Duration.ofSeconds(6);

	private final Bench bench = Bench.open();

	@BeforeEach
	void needsNetwork() {
		this.bench.requireNetwork();
	}

	@AfterEach
	void close() {
		this.bench.close();
	}

	@Test
	void aConnectionThatIsResetIsReplacedAndCallsGoOn() {
		Place here = this.bench.place();
		Place there = this.bench.place();
		Member watching = Member.start(this.bench, Make.OURS, here, T, there);
		Member harmed = Member.start(this.bench, Make.OURS, there, T, here);
		Couple couple = new Couple(watching, harmed, there).connected();
		watching.ask("load " + harmed.node() + " 20", "loading");
		watching.pass(Duration.ofSeconds(1));

		long start = System.nanoTime();
		couple.link().reset();
		Optional<Said> down = couple.down(Duration.ofSeconds(2));
		couple.link().listen();
		long lifted = System.nanoTime();
		Optional<Said> up = watching.hear("up " + harmed.node(), RETRY_CAP);
		boolean talks = couple.talks();
		watching.pass(Duration.ofSeconds(1));
		Said calm = watching.ask("calm", "calm");

		FaultRow
			.of("live connections reset", "ours", this.bench,
					"node-down at once; connected again within 6 s; no call lost that is tried again")
			.measured(
					"node-down after " + text(down, start) + ", up " + text(up, lifted) + " after the link is whole; "
							+ calm.number("calls") + " calls, " + calm.number("retried") + " tried again, "
							+ calm.number("failed") + " lost, longest pause " + calm.number("longest") + " ms",
					down.isPresent() && up.isPresent() && talks && calm.number("failed") == 0);
	}

	@ParameterizedTest
	@EnumSource(names = { "OURS", "ERLANG" })
	void aNarrowLinkSuspendsSendersAndIsNotTakenForADeadOne(Pair pair) {
		Couple couple = Couple.start(this.bench, pair, T);
		couple.link().narrow(1000);
		Member watching = couple.watching();

		watching.ask("flood " + couple.harmed().node() + " 4 10000", "flooding");
		boolean early = couple.down(Duration.ofSeconds(5)).isPresent();
		Said first = watching.stats();
		boolean late = couple.down(Duration.ofSeconds(10)).isPresent();
		Said last = watching.stats();
		boolean there = couple.harmed().count("down") > 0;

		long heap = (last.number("heap") - first.number("heap")) / 1024;
		long resident = (last.number("resident") - first.number("resident")) / 1024;
		FaultRow row = FaultRow.of("1 Mbit/s, four senders of 10 KB", pair, this.bench,
				"no node-down in 15 s, senders suspended, memory flat");
		String measured = (early || late || there ? "node-down" : "no node-down") + "; suspended "
				+ last.number("suspended") + " times, " + last.number("sent")
				+ " messages taken; in the last 10 s heap + " + heap + " MiB, resident + " + resident + " MiB";
		if (pair.isOurs()) {
			row.measured(measured,
					!early && !late && !there && last.number("suspended") > 0 && heap < 8 && resident < 32);
		}
		else {
			row.compared(measured);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OURS, 1", "OURS, 5", "OURS, 20", "ERLANG, 1", "ERLANG, 5", "ERLANG, 20" })
	void aLossyLinkIsSlowAndNotTakenForADeadOne(Pair pair, int percent) {
		Couple couple = Couple.start(this.bench, pair, T);
		Member watching = couple.watching();
		couple.link().lose(percent / 100.0);

		watching.ask("load " + couple.harmed().node() + " 5", "loading");
		boolean missed = couple.down(Duration.ofSeconds(12)).isPresent();
		Said calm = watching.ask("calm", "calm");

		FaultRow row = FaultRow.of(percent + " % of what arrives is lost", pair, this.bench,
				(percent > 5) ? "throughput noted" : "no node-down in 3 T");
		String measured = (missed ? "node-down" : "no node-down") + "; " + calm.number("calls")
				+ " calls in 12 s, longest pause " + calm.number("longest") + " ms";
		if (pair.isOurs() && percent <= 5) {
			row.measured(measured, !missed);
		}
		else {
			row.compared(measured);
		}
	}

	private static String text(Optional<Said> said, long start) {
		return said.map((each) -> Latencies.text(each.after(start))).orElse("never");
	}

}
