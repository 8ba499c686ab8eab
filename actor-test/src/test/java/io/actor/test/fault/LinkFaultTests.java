package io.actor.test.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that are cut, on one side or both, for once or again and again. */
@Tag("faults")
@Timeout(300)
class LinkFaultTests {

	private static final Duration T = Couple.TICK_TIME;

	private static final Duration EARLIEST = T.multipliedBy(3).dividedBy(4);

	/** 1.25 T, and a moment to tell of it. */
	private static final Duration LATEST = T.multipliedBy(5).dividedBy(4).plusMillis(250);

	/** What the operating system needs to carry the news. */
	private static final Duration ALLOWANCE = Duration.ofSeconds(1);

	/** The longest pause between two attempts to connect, and the time of one. */
	private static final Duration RETRY = Duration.ofSeconds(12);

	private final Bench bench = Bench.open();

	@BeforeEach
	void needsNetwork() {
		this.bench.requireNetwork();
	}

	@AfterEach
	void close() {
		this.bench.close();
	}

	@ParameterizedTest
	@EnumSource
	void aPulledCableIsNoticedOnBothSidesAndTheNodesMeetAgain(Pair pair) {
		Couple couple = Couple.start(this.bench, pair, T);

		long start = System.nanoTime();
		couple.link().pull();
		Optional<Said> down = couple.down(LATEST.plus(ALLOWANCE));
		Optional<Said> downThere = couple.downThere(LATEST.plus(ALLOWANCE));
		couple.link().plug();
		long plugged = System.nanoTime();
		couple.harmed().tell("connect " + couple.watching().node());
		Optional<Said> up = couple.watching().hear("up " + couple.harmed().node(), RETRY);

		FaultRow row = FaultRow.of("cable pulled, T = 4 s", pair, this.bench,
				"node-down on both sides after 0.75 T to 1.25 T + 0.25 s; connected again");
		String measured = "node-down after " + text(down, start) + " and " + text(downThere, start)
				+ "; up again after " + text(up, plugged);
		if (pair.isOurs()) {
			row.measured(measured, inTime(down, start) && inTime(downThere, start) && up.isPresent() && couple.talks());
		}
		else {
			row.compared(measured);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OURS", "ERLANG" })
	void whatIsLostInOneDirectionIsNoticedOnBothSides(Pair pair) {
		Couple couple = Couple.start(this.bench, pair, T);

		long start = System.nanoTime();
		couple.link().deafen();
		Optional<Said> down = couple.down(LATEST.plus(ALLOWANCE));
		Optional<Said> downThere = couple.downThere(LATEST.plus(ALLOWANCE));

		FaultRow row = FaultRow.of("all that one side is sent is lost", pair, this.bench,
				"node-down on both sides within 1.25 T + 1 s");
		String measured = "node-down after " + text(down, start) + ", on the deaf side " + text(downThere, start);
		if (pair.isOurs()) {
			row.measured(measured, down.isPresent() && downThere.isPresent());
		}
		else {
			row.compared(measured);
		}
	}

	/** No word of the end reaches the other side. */
	@ParameterizedTest
	@EnumSource(names = { "OURS", "ERLANG" })
	void aNodeThatIsKilledBehindACutLinkIsDownLikeASilentOne(Pair pair) {
		Couple couple = Couple.start(this.bench, pair, T);

		long start = System.nanoTime();
		couple.link().pull();
		couple.harmed().kill();
		Optional<Said> down = couple.down(LATEST.plus(ALLOWANCE));

		FaultRow row = FaultRow.of("half-open: cut, then killed", pair, this.bench,
				"node-down after 0.75 T to 1.25 T + 0.25 s");
		if (pair.isOurs()) {
			row.measured("node-down after " + text(down, start), inTime(down, start));
		}
		else {
			row.compared("node-down after " + text(down, start));
		}
	}

	/** The third one is connected with both, and stays so. */
	@Test
	void aPartitionOfTwoOfThreeNodesConcernsOnlyThem() {
		Place.InNamespace first = this.bench.link();
		Place.InNamespace second = this.bench.link();
		Place third = this.bench.place();
		Member one = Member.start(this.bench, Make.OURS, first, T, second, third);
		Member other = Member.start(this.bench, Make.OURS, second, T, first, third);
		Member witness = Member.start(this.bench, Make.OURS, third, T);
		List.of(one, other, witness).forEach((member) -> {
			member.expect("members 3");
			member.count("members");
		});

		long start = System.nanoTime();
		first.ignore(second);
		second.ignore(first);
		Optional<Said> down = one.hear("down " + other.node(), LATEST.plus(ALLOWANCE));
		Optional<Said> downThere = other.hear("down " + one.node(), LATEST.plus(ALLOWANCE));
		boolean left = one.hear("members 2", ALLOWANCE).isPresent() && other.hear("members 2", ALLOWANCE).isPresent();
		first.listen();
		second.listen();
		long healed = System.nanoTime();
		Optional<Said> up = one.hear("members 3", RETRY);
		boolean met = other.hear("members 3", RETRY).isPresent();
		int disturbed = witness.count("down");

		FaultRow.of("two of three nodes cannot reach each other, T = 4 s", "ours", this.bench,
				"node-down on both after 0.75 T to 1.25 T + 0.25 s and out of each other's groups; the third sees nothing; healed")
			.measured(
					"node-down after " + text(down, start) + " and " + text(downThere, start) + "; the third saw "
							+ disturbed + " node-downs; all members again after " + text(up, healed),
					inTime(down, start) && inTime(downThere, start) && left && met && up.isPresent() && disturbed == 0);
	}

	@Test
	void aLinkThatComesAndGoesLeavesNothingBehind() {
		int times = Integer.getInteger("faults.flaps", 30);
		Duration tickTime = Duration.ofSeconds(1);
		Place here = this.bench.place();
		Place there = this.bench.place();
		Member watching = Member.start(this.bench, Make.OURS, here, tickTime, there);
		Member harmed = Member.start(this.bench, Make.OURS, there, tickTime, here);
		Couple couple = new Couple(watching, harmed, there).connected();
		couple.talks();
		Said before = watching.stats();

		for (int i = 0; i < times; i++) {
			couple.link().pull();
			watching.pass(Duration.ofSeconds(2));
			couple.link().plug();
			watching.pass(Duration.ofSeconds(2));
		}
		long healed = System.nanoTime();
		boolean talks = couple.talks();
		Duration meeting = Duration.ofNanos(System.nanoTime() - healed);
		Said after = watching.stats();

		boolean same = after.number("processes") == before.number("processes")
				&& after.number("timers") <= before.number("timers") + 1
				&& after.number("aliases") == before.number("aliases") && after.number("peers") == 1
				&& after.number("descriptors") <= before.number("descriptors") + 4
				&& after.number("threads") <= before.number("threads") + 2;
		FaultRow
			.of("link 2 s down, 2 s up, " + times + " times, T = 1 s", "ours", this.bench,
					"nothing grows; connected at the end")
			.measured(watching.count("down") + " node-downs; processes " + change(before, after, "processes")
					+ ", timers " + change(before, after, "timers") + ", descriptors "
					+ change(before, after, "descriptors") + ", threads " + change(before, after, "threads")
					+ ", heap KiB " + change(before, after, "heap") + "; a call after " + Latencies.text(meeting),
					same && talks);
	}

	private static String change(Said before, Said after, String name) {
		return before.number(name) + " to " + after.number(name);
	}

	private static boolean inTime(Optional<Said> said, long start) {
		return said.map((each) -> each.after(start))
			.filter((time) -> time.compareTo(EARLIEST) >= 0 && time.compareTo(LATEST) <= 0)
			.isPresent();
	}

	private static String text(Optional<Said> said, long start) {
		return said.map((each) -> Latencies.text(each.after(start))).orElse("more than 6 s");
	}

}
