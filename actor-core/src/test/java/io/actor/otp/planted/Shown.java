package io.actor.otp.planted;

import io.actor.fixture.Otp;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that end in every way; what is written down about them is a test's subject. */
public class Shown {

	@Test
	@Otp({ 2, 1 })
	@Otp(3)
	void passes() {
	}

	@Test
	@Otp(4)
	void fails() {
		throw new AssertionError("planted");
	}

	@Test
	@Otp(5)
	void isSkipped() {
		Assumptions.abort("planted");
	}

	@Test
	void showsNothing() {
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	@Otp(6)
	void failsOnceInThree(int number) {
		assertThat(number).isNotEqualTo(2);
	}

}
