package io.actor.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

	private static final Table TABLE = new Table(new Results(
			List.of(measurement("actor-g1", "a", 90), measurement("actor-g1", "a", 110), measurement("beam", "a", 1234),
					measurement("pekko-vt-g1", "a", 105), measurement("beam", "b", 2.5))));

	@Test
	void mediansShowTheRangeOfRepetitions() {
		assertThat(TABLE.medians()).isEqualTo("""
				| workload | unit | actor-g1 | beam | pekko-vt-g1 |
				| --- | --- | --- | --- | --- |
				| a | ns/op | 100 (90.0…110) | 1,234 | 105 |
				| b | ns/op |  | 2.50 |  |
				""");
	}

	@Test
	void ratiosNameTheConfigurationAndMarkTheUncertain() {
		assertThat(TABLE.ratios()).isEqualTo("""
				| ratio | beam / actor-g1 | pekko / actor-g1 |
				| --- | --- | --- |
				| a | 12.3 | ~1.05 (vt) |
				""");
	}

	@Test
	void withoutPeersThereAreNoRatios() {
		Table table = new Table(new Results(List.of(measurement("actor-g1", "a", 90))));

		assertThat(table.ratios()).isEmpty();
	}

	private static Measurement measurement(String contender, String row, double value) {
		return new Measurement(new Contender(contender), row, "ns/op", value);
	}

}
