package io.actor.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTests {

	private static final Contender OURS = new Contender("actor-g1");

	private final List<Measurement> measurements = new ArrayList<>();

	@Test
	void ratioIsThePeersMedianDividedByOurs() {
		measured("actor-g1", 90, 100, 500);
		measured("beam", 600, 400, 450);

		assertThat(ratio("beam").value()).isEqualTo(4.5);
	}

	@Test
	void bestConfigurationOfAPeerIsCompared() {
		measured("actor-g1", 100);
		measured("pekko-default-g1", 900);
		measured("pekko-tuned-g1", 150);
		measured("pekko-vt-g1", 300);

		assertThat(ratio("pekko")).isEqualTo(new Ratio(1.5, new Contender("pekko-tuned-g1"), false));
	}

	@Test
	void bestConfigurationHasTheLeastMedianNotTheLeastValue() {
		measured("actor-g1", 100);
		measured("pekko-default-g1", 50, 400, 500);
		measured("pekko-tuned-g1", 200, 210, 220);

		assertThat(ratio("pekko").peer().configuration()).isEqualTo("tuned");
	}

	@Test
	void otherCollectorIsNotCompared() {
		measured("actor-g1", 100);
		measured("pekko-tuned-parallel", 50);
		measured("pekko-tuned-g1", 200);

		assertThat(ratio("pekko").value()).isEqualTo(2);
	}

	@Test
	void overlappingRangesMakeTheRatioUncertain() {
		measured("actor-g1", 100, 200, 300);
		measured("beam", 250, 400, 500);

		assertThat(ratio("beam").uncertain()).isTrue();
	}

	@Test
	void rowThatOneSideDidNotMeasureHasNoRatio() {
		measured("beam", 100);

		Results results = new Results(this.measurements);

		assertThat(results.ratio("w", OURS, "beam")).isEmpty();
		assertThat(results.ratio("other", OURS, "beam")).isEmpty();
	}

	@Test
	void oursComeFirst() {
		measured("beam", 1);
		measured("pekko-vt-g1", 1);
		measured("actor-g1", 1);

		assertThat(new Results(this.measurements).contenders()).extracting(Contender::name)
			.containsExactly("actor-g1", "beam", "pekko-vt-g1");
	}

	private Ratio ratio(String family) {
		return new Results(this.measurements).ratio("w", OURS, family).orElseThrow();
	}

	private void measured(String contender, double... values) {
		for (double value : values) {
			this.measurements.add(new Measurement(new Contender(contender), "w", "ns/op", value));
		}
	}

}
