package io.actor.test.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Nodes that run out of something, and nodes that are restarted one after another. */
@Tag("faults")
@Timeout(180)
class ResourceFaultTests {

	private static final Duration T = Couple.TICK_TIME;

	private final Bench bench = Bench.open();

	@AfterEach
	void close() {
		this.bench.close();
	}

	@Test
	void aNodeWithoutDescriptorsServesThoseItHasAndTakesOthersWhenItCanAgain() throws Exception {
		assumeTrue(Shell.succeeds("prlimit", "--version"), "There is no prlimit");
		Couple couple = Couple.start(this.bench, Pair.OURS, T);
		Member full = couple.harmed();
		couple.talks();
		// Classes are files here: what it needs to be called and to refuse strangers is
		// loaded before it can open nothing more.
		Place third = this.bench.place();
		try (Member early = Member.start(this.bench, Make.OURS, third, T, couple.place())) {
			early.expect("up " + full.node());
		}
		full.expect("down n@" + third.address());
		couple.watching().ask("dial " + couple.place().address() + " 20", "dialled");
		couple.watching().ask("hang", "hung");
		couple.watching().pass(Duration.ofSeconds(1));
		long before = descriptors(full);
		limit(full, before + 3);

		couple.watching().ask("dial " + couple.place().address() + " 20", "dialled");
		boolean served = couple.talks();
		Member late = Member.start(this.bench, Make.OURS, third, T, couple.place());
		boolean refused = late.hear("up " + full.node(), Duration.ofSeconds(2)).isEmpty();
		boolean servedStill = couple.talks();
		limit(full, 1024);
		couple.watching().ask("hang", "hung");
		long start = System.nanoTime();
		Said up = late.expect("up " + full.node());
		long after = descriptors(full);

		FaultRow
			.of("no descriptors left", "ours", this.bench,
					"the connected are served, others wait; they are taken when there are some again")
			.measured(
					"calls " + (served && servedStill ? "answered" : "lost") + ", a new node "
							+ (refused ? "waits" : "was taken") + " and is connected " + Latencies.text(up.after(start))
							+ " after; " + before + " descriptors before, " + after + " after with one peer more",
					served && servedStill && refused && after <= before + 2 && full.count("down") == 0);
	}

	private static long descriptors(Member member) throws Exception {
		try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(member.pid()), "fd"))) {
			return open.count();
		}
	}

	private static void limit(Member member, long descriptors) {
		Shell.run("prlimit", "--pid", String.valueOf(member.pid()), "--nofile=" + descriptors + ":4096");
	}

	@Test
	void nodesThatAreRestartedInTurnLoseNoAcknowledgedCall() {
		Place client = this.bench.place();
		List<Place> places = List.of(this.bench.place(), this.bench.place(), this.bench.place());
		Member calling = Member.start(this.bench, Make.OURS, client, T, places.toArray(Place[]::new));
		List<Member> servers = new ArrayList<>();
		places.forEach((place) -> servers.add(Member.start(this.bench, Make.OURS, place, T)));
		servers.forEach((server) -> calling.expect("up " + server.node()));
		long executed = 0;

		calling.ask("load " + String.join(",", places.stream().map(Place::node).toList()) + " 2", "loading");
		for (int i = 0; i < places.size(); i++) {
			Member old = servers.get(i);
			old.terminate();
			executed += servedBy(old.expect("served"));
			calling.expect("down " + old.node());
			servers.set(i, Member.start(this.bench, Make.OURS, places.get(i), T));
			calling.expect("up " + old.node());
		}
		Said calm = calling.ask("calm", "calm");
		for (Member server : servers) {
			executed += server.stats().number("served");
		}

		assertThat(calm.number("calls")).isPositive();
		FaultRow
			.of("three nodes restarted in turn (SIGTERM) under load", "ours", this.bench,
					"no call lost that is tried again, every acknowledged one was executed")
			.measured(
					calm.number("calls") + " calls, " + calm.number("retried") + " tried again, "
							+ calm.number("failed") + " lost, " + executed + " executed, longest pause "
							+ calm.number("longest") + " ms",
					calm.number("failed") == 0 && executed >= calm.number("calls"));
	}

	private static long servedBy(Said last) {
		return Long.parseLong(last.text().substring("served ".length()));
	}

}
