package io.actor.test.fault;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that are far from each other. */
@Tag("faults")
@Timeout(60)
class DelayFaultTests {

	private static final Duration T = Couple.TICK_TIME;

	private static final Duration DELAY = T.dividedBy(10);

	@Test
	void aSlowWayIsNotTakenForADeadNode() {
		try (Bench bench = Bench.onLoopback()) {
			Place here = bench.place();
			Place there = bench.place();
			Member watching = Member.start(bench, Make.OURS, here, T);
			try (Relay relay = Relay.to(here, DELAY, DELAY)) {
				Member harmed = Member.start(bench, Make.OURS, there, T, relay.place());
				Couple couple = new Couple(watching, harmed, there).connected();

				watching.ask("load " + harmed.node() + " 5", "loading");
				boolean missed = couple.down(T.multipliedBy(4)).isPresent() || harmed.count("down") > 0;
				Said calm = watching.ask("calm", "calm");

				FaultRow
					.of("every piece of bytes later by 0.1 T to 0.2 T, by a relay", "ours", bench,
							"no node-down in 4 T")
					.measured((missed ? "node-down" : "no node-down") + "; " + calm.number("calls")
							+ " calls, longest pause " + calm.number("longest") + " ms", !missed);
			}
		}
	}

}
