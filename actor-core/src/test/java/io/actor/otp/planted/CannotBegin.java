package io.actor.otp.planted;

import io.actor.fixture.Otp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A class none of whose tests even starts. */
public class CannotBegin {

	@BeforeAll
	static void begin() {
		throw new IllegalStateException("planted");
	}

	@Test
	@Otp(7)
	void wouldPass() {
	}

}
