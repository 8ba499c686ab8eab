package io.actor.test.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Two nodes of ours and one of Erlang, all connected, with a group on all of them. */
@Tag("faults")
@Timeout(120)
class MixedClusterFaultTests {

	private static final Duration GOAL = Duration.ofSeconds(1);

	private static final Duration T = Couple.TICK_TIME;

	private final Bench bench = Bench.open();

	private final Place here = this.bench.place();

	private final Place there = this.bench.place();

	private final Place erlangs = this.bench.place();

	@AfterEach
	void close() {
		this.bench.close();
	}

	@Test
	void whoeverDiesIsNoMemberOfAGroupAnyMoreForAnybody() {
		assumeTrue(Make.ERLANG.isThere(), "Erlang is not installed");
		Member ours = Member.start(this.bench, Make.OURS, this.here, T);
		Member erlang = started(Make.ERLANG, this.erlangs, ours);
		Member other = started(Make.OURS, this.there, ours);
		erlang.connect(other);
		List<Member> all = List.of(ours, other, erlang);
		all.forEach((member) -> member.expect("members 3"));

		measure("ours", other, List.of(ours, erlang), "members 2");
		measure("Erlang's", erlang, List.of(ours), "members 1");
	}

	private Member started(Make make, Place place, Member first) {
		Member member = Member.start(this.bench, make, place, T, this.here);
		member.connect(first);
		return member;
	}

	private void measure(String whose, Member harmed, List<Member> witnesses, String expected) {
		witnesses.forEach((witness) -> witness.count("members"));
		long start = harmed.kill();
		Duration longest = Duration.ZERO;
		List<String> downs = new ArrayList<>();
		for (Member witness : witnesses) {
			Said down = witness.expect("down " + harmed.node());
			Duration later = Duration.ofNanos(Math.max(0, witness.expect(expected).nanos() - down.nanos()));
			longest = (later.compareTo(longest) > 0) ? later : longest;
			downs.add(Latencies.text(down.after(start)));
		}
		FaultRow
			.of("a member of a group killed, in a cluster of two of ours and one of Erlang", "harmed: " + whose,
					this.bench, "no member any more within 1 s of node-down, on every node")
			.measured("node-down after " + String.join(" and ", downs) + "; the group is right at most "
					+ Latencies.text(longest) + " later", longest.compareTo(GOAL) < 0);
	}

}
