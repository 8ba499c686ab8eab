package io.actor.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpreadTests {

	@Test
	void medianOfAnOddNumberIsTheValueInTheMiddle() {
		assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(1, 4, 9, 3));
	}

	@Test
	void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
		assertThat(Spread.of(List.of(8.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
	}

	@Test
	void oneValueIsItsOwnMedianAndRange() {
		assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 1));
	}

	@Test
	void noValuesHaveNoMedian() {
		assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
	}

	@Test
	void rangesOverlapWhenTheyShareAValue() {
		Spread low = new Spread(1, 2, 3, 3);

		assertThat(low.overlaps(new Spread(3, 4, 5, 3))).isTrue();
		assertThat(new Spread(3, 4, 5, 3).overlaps(low)).isTrue();
		assertThat(low.overlaps(new Spread(3.1, 4, 5, 3))).isFalse();
		assertThat(new Spread(3.1, 4, 5, 3).overlaps(low)).isFalse();
	}

}
