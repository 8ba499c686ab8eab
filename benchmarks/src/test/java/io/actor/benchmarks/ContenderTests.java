package io.actor.benchmarks;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContenderTests {

	@ParameterizedTest
	@CsvSource({ "beam, beam, '', ''", "actor-g1, actor, '', g1", "pekko-tuned-parallel, pekko, tuned, parallel",
			"pekko-vt, pekko, vt, ''" })
	void nameTellsFamilyConfigurationAndCollector(String name, String family, String configuration, String collector) {
		Contender contender = new Contender(name);

		assertThat(contender.family()).isEqualTo(family);
		assertThat(contender.configuration()).isEqualTo(configuration);
		assertThat(contender.collector().orElse("")).isEqualTo(collector);
	}

	@Test
	void isComparedOnTheSameCollectorOnly() {
		Contender ours = new Contender("actor-g1");

		assertThat(ours.comparableWith(new Contender("pekko-tuned-g1"))).isTrue();
		assertThat(ours.comparableWith(new Contender("pekko-tuned-parallel"))).isFalse();
		assertThat(ours.comparableWith(new Contender("beam"))).isTrue();
	}

}
