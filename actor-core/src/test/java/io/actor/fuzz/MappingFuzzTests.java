package io.actor.fuzz;

import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages for servers that declare records; see {@link MappingTarget}. */
@Tag("fuzz")
class MappingFuzzTests {

	private static final FuzzTarget TARGET = new MappingTarget();

	static Stream<Arguments> seeds() {
		return TARGET.arguments();
	}

	@MethodSource("seeds")
	@FuzzTest(maxDuration = "10m")
	void fuzz(byte[] input) throws Throwable {
		TARGET.take(input);
	}

}
