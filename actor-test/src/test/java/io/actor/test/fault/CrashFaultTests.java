package io.actor.test.fault;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that are killed. */
@Tag("faults")
@Timeout(300)
class CrashFaultTests {

	private static final Duration GOAL = Duration.ofMillis(100);

	private static final Duration GOAL_OF_MONITORS = Duration.ofMillis(50);

	private final Bench bench = Bench.open();

	@AfterEach
	void close() {
		this.bench.close();
	}

	/** Both pure pairs often enough for a p99, the mixed ones to see that they agree. */
	@ParameterizedTest
	@EnumSource
	void aKilledNodeIsDownAtOnceAndItsMonitorsFireOnce(Pair pair) {
		pair.require();
		int kills = (pair.watching() == pair.harmed()) ? Integer.getInteger("faults.kills", 50) : 10;
		Place here = this.bench.place();
		Place there = this.bench.place();
		Member watching = Member.start(this.bench, pair.watching(), here, Couple.TICK_TIME);
		Latencies downs = new Latencies();
		Latencies monitors = new Latencies();
		boolean noconnection = true;
		for (int i = 0; i < kills; i++) {
			Member harmed = Member.start(this.bench, pair.harmed(), there, Couple.TICK_TIME, here);
			new Couple(watching, harmed, there).connected();
			watching.ask("watch " + harmed.node(), "watching " + harmed.node());
			long start = harmed.kill();
			Said down = watching.expect("down " + harmed.node());
			Said monitor = watching.expect("DOWN " + harmed.node());
			noconnection &= monitor.text().endsWith(" noconnection");
			downs.add(down.after(start));
			monitors.add(Duration.ofNanos(Math.max(0, monitor.nanos() - down.nanos())));
			harmed.close();
		}
		boolean once = watching.count("DOWN") == 0 && watching.count("down") == 0;
		FaultRow row = FaultRow.of("killed (SIGKILL)", pair, this.bench,
				"node-down p99 under 100 ms, a monitor's Down within 50 ms of it, noconnection, once");
		String measured = "node-down " + downs + "; Down " + Latencies.text(monitors.percentile(99))
				+ " later at most; " + (noconnection ? "noconnection" : "another reason")
				+ (once ? ", once" : ", again");
		if (pair.watching() == Make.OURS) {
			row.measured(measured, noconnection && once && downs.percentile(99).compareTo(GOAL) < 0
					&& monitors.percentile(99).compareTo(GOAL_OF_MONITORS) < 0);
		}
		else {
			row.compared(measured);
		}
	}

}
