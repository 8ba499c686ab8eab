package io.actor.test.fault;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that stand still. */
@Tag("faults")
@Timeout(120)
class FreezeFaultTests {

	private static final Duration T = Couple.TICK_TIME;

	/** 1.25 T and a second. */
	private static final Duration DOWN_AT_LATEST = T.multipliedBy(5).dividedBy(4).plusSeconds(1);

	private final Bench bench = Bench.open();

	@AfterEach
	void close() {
		this.bench.close();
	}

	@ParameterizedTest
	@EnumSource
	void aNodeThatIsFrozenForHalfTheTickTimeIsNotMissed(Pair pair) {
		Couple couple = Couple.start(this.bench, pair, T);

		couple.harmed().freeze();
		boolean missed = couple.down(T.dividedBy(2)).isPresent();
		couple.harmed().wake();
		missed |= couple.down(T).isPresent() || couple.harmed().count("down") > 0;

		FaultRow.of("frozen (SIGSTOP) for 0.5 T", pair, this.bench, "nothing; calls go on")
			.measured(missed ? "node-down" : "nothing; calls go on", !missed && couple.talks());
	}

	@ParameterizedTest
	@EnumSource
	void aNodeThatIsFrozenForTwiceTheTickTimeIsDownAndLearnsIt(Pair pair) {
		Couple couple = Couple.start(this.bench, pair, T);

		long start = couple.harmed().freeze();
		Optional<Said> down = couple.down(T.multipliedBy(2));
		couple.watching().pass(T.multipliedBy(2).minus(Duration.ofNanos(System.nanoTime() - start)));
		long woken = couple.harmed().wake();
		Optional<Said> learnt = couple.downThere(DOWN_AT_LATEST);
		if (learnt.isPresent()) {
			couple.connected();
		}

		FaultRow row = FaultRow.of("frozen (SIGSTOP) for 2 T", pair, this.bench,
				"node-down within 1.25 T + 1 s; told so when it wakes; connected again");
		row.measured(
				"node-down after " + down.map((said) -> Latencies.text(said.after(start))).orElse("never")
						+ "; it learns so "
						+ learnt.map((said) -> Latencies.text(said.after(woken)) + " after it wakes").orElse("never"),
				down.filter((said) -> said.after(start).compareTo(DOWN_AT_LATEST) < 0).isPresent() && learnt.isPresent()
						&& couple.talks());
	}

	/** A frozen node reads nothing from its socket. */
	@Test
	void aPeerThatReadsNothingSuspendsItsSendersIsClosedAndDisturbsNobodyElse() {
		Place here = this.bench.place();
		Member watching = Member.start(this.bench, Make.OURS, here, T);
		Member slow = Member.start(this.bench, Make.OURS, this.bench.place(), T, here);
		Member other = Member.start(this.bench, Make.OURS, this.bench.place(), T, here);
		watching.expect("up " + slow.node());
		watching.expect("up " + other.node());
		long before = watching.stats().number("heap");

		watching.ask("flood " + slow.node() + " 4 10000", "flooding");
		long start = slow.freeze();
		watching.ask("load " + other.node() + " 10", "loading");
		Optional<Said> down = watching.hear("down " + slow.node(), DOWN_AT_LATEST);
		Said during = watching.stats();
		Said calm = watching.ask("calm", "calm");

		FaultRow
			.of("a peer that reads nothing (SIGSTOP) under load", "ours", this.bench,
					"senders suspended, heap + 32 MiB at most, closed by ticks, calls to others under 1 s")
			.measured("suspended " + during.number("suspended") + " times; heap + "
					+ (during.number("heap") - before) / 1024 + " MiB; closed after "
					+ down.map((said) -> Latencies.text(said.after(start))).orElse("never") + "; "
					+ calm.number("calls") + " calls to another node, the slowest " + calm.number("longest") + " ms",
					during.number("suspended") > 0 && during.number("heap") - before < 32 * 1024 && down.isPresent()
							&& calm.number("failed") == 0 && calm.number("longest") < 1000);
	}

}
