package io.actor.test.swarm;

import io.actor.test.tape.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SwarmTests {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34 })
	void aRunOfTheLocalSuiteHoldsItsInvariants(long seed) {
		try (Run run = new Run(Tape.of(seed), Suites.LOCAL)) {
			run.play();
		}
	}

	@Test
	void theSameSeedGivesTheSameRun() {
		assertThat(hash(7)).isEqualTo(hash(7)).isNotEqualTo(hash(8));
	}

	private static long hash(long seed) {
		try (Run run = new Run(Tape.of(seed), Suites.LOCAL)) {
			run.play();
			return run.world().simulation().hash();
		}
	}

}
