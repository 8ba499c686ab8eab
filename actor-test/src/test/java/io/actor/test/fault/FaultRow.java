package io.actor.test.fault;

import java.util.LinkedHashMap;
import java.util.Map;

import io.actor.test.reliability.Scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A row of the table of faults. What was measured is recorded whether it is as expected
 * or not; nodes of Erlang are there to compare with, and nothing is expected of them.
 *
 * @param fault what is done
 * @param nodes whose nodes
 * @param bench on which kind of bench
 * @param expected what must happen
 */
record FaultRow(String fault, String nodes, String bench, String expected) {

	/** The section of the scoreboard. */
	private static final String SECTION = "faults";

	static FaultRow of(String fault, Object nodes, Bench bench, String expected) {
		return new FaultRow(fault, nodes.toString(), bench.kind(), expected);
	}

	/** Records what was measured, and fails if it is not what was expected. */
	void measured(String what, boolean held) {
		record(what, held ? "yes" : "NO");
		assertThat(held).as("%s, %s: %s, but %s", this.fault, this.nodes, this.expected, what).isTrue();
	}

	/** Records what was measured to compare with. */
	void compared(String what) {
		record(what, "-");
	}

	private void record(String what, String held) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("fault", this.fault);
		line.put("nodes", this.nodes);
		line.put("bench", this.bench);
		line.put("expected", this.expected);
		line.put("measured", what);
		line.put("held", held);
		Scoreboard.record(SECTION, line);
	}

}
