package io.actor.statemachine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Random machines do here what they do in Erlang's {@code gen_statem}: in what it did
 * when it was recorded, and in what an installed one does now.
 */
class GenStatemTests {

	private static final int SCRIPTS = 500;

	@TempDir
	Path directory;

	@Test
	void everyRecordedMachineDoesWhatItDidInErlang() throws Exception {
		List<String> recorded;
		try (InputStream file = GenStatemTests.class.getResourceAsStream("/vectors/statem.txt")) {
			recorded = new String(Objects.requireNonNull(file).readAllBytes()).lines().toList();
		}

		assertThat(recorded).hasSize(250);
		check(recorded);
	}

	@Test
	@Tag("interop")
	void newMachinesDoWhatTheyDoInErlang() throws Exception {
		assumeTrue(erlangIsInstalled());
		long first = ThreadLocalRandom.current().nextLong(1_000_000_000_000L);

		check(erlang(first));
	}

	/** Lines of a seed and what happened. */
	private static void check(List<String> lines) throws Exception {
		for (String line : lines) {
			String[] parts = line.split(" ", 2);
			Script script = new Script(Long.parseLong(parts[0]));
			assertThat(script.run()).as(() -> "seed " + parts[0] + ": " + ScriptText.of(script)).isEqualTo(parts[1]);
		}
	}

	private List<String> erlang(long first) throws Exception {
		for (String module : List.of("statem_script", "statem_a", "statem_b")) {
			try (InputStream source = GenStatemTests.class.getResourceAsStream("/erlang/" + module + ".erl")) {
				Files.copy(Objects.requireNonNull(source), this.directory.resolve(module + ".erl"));
			}
			assertThat(run("erlc", module + ".erl")).isZero();
		}
		List<String> scripts = new ArrayList<>();
		for (long seed = first; seed < first + SCRIPTS; seed++) {
			scripts.add("{" + seed + "," + ScriptText.of(new Script(seed)) + "}.");
		}
		Files.write(this.directory.resolve("scripts"), scripts);
		assertThat(run("erl", "-noshell", "-s", "statem_script", "main", "-extra", "scripts", "results")).isZero();
		List<String> results = Files.readAllLines(this.directory.resolve("results"));
		assertThat(results).hasSize(SCRIPTS);
		return results;
	}

	private boolean erlangIsInstalled() throws Exception {
		try {
			return run("erl", "-noshell", "-eval", "halt(0).") == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private int run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).directory(this.directory.toFile()).inheritIO().start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return process.exitValue();
	}

}
