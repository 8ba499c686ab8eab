package io.actor.fuzz;

import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Control messages; see {@link ControlTarget}. */
@Tag("fuzz")
class ControlFuzzTests {

	private static final FuzzTarget TARGET = new ControlTarget();

	static Stream<Arguments> seeds() {
		return TARGET.arguments();
	}

	@MethodSource("seeds")
	@FuzzTest(maxDuration = "10m")
	void fuzz(byte[] input) throws Throwable {
		TARGET.take(input);
	}

}
