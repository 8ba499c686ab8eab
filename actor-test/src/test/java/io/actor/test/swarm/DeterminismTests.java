package io.actor.test.swarm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeterminismTests {

	static List<Suite> suites() {
		return Suites.ALL;
	}

	@ParameterizedTest
	@MethodSource("suites")
	void theSameSeedTakesTheSameStepsTwice(Suite suite) {
		for (long seed = 1; seed <= 25; seed++) {
			assertThat(HashProgram.hash(suite, seed)).as("seed %d of %s", seed, suite.name())
				.isEqualTo(HashProgram.hash(suite, seed));
		}
	}

	@Test
	void theSameSeedTakesTheSameStepsInAnotherStartOfTheJvm() throws Exception {
		assertThat(inAnotherJvm()).isEqualTo(HashProgram.hashes());
	}

	private static String inAnotherJvm() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Dactor.interleave=true", "-cp",
				System.getProperty("java.class.path"), HashProgram.class.getName()));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		try {
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
			return printed;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
