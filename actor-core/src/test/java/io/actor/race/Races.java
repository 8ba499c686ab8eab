package io.actor.race;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * Runs race tests in JVMs of their own and reads what they found.
 *
 * @param mode how thoroughly
 * @param select which, as a regular expression on their names
 * @param directory where logs and reports go
 */
record Races(Mode mode, String select, Path directory) {

	/** How thoroughly races are run. */
	enum Mode {

		/** One JVM a race for half a second; for each build. */
		SANITY(Duration.ofMinutes(3),
				List.of("-m", "quick", "-f", "1", "-iters", "1", "-time", "500", "-jvmArgs",
						"-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED")),

		/** Each kind of compilation jcstress knows, several times longer. */
		QUICK(Duration.ofMinutes(20), List.of("-m", "quick", "-f", "1", "-fsm", "1", "-iters", "2", "-time", "500",
				"-jvmArgsPrepend", "--enable-native-access=ALL-UNNAMED"));

		private final Duration limit;

		private final List<String> options;

		Mode(Duration limit, List<String> options) {
			this.limit = limit;
			this.options = options;
		}

		static Mode of(String name) {
			return valueOf(name.toUpperCase(Locale.ROOT));
		}

	}

	/**
	 * What came out.
	 *
	 * @param races names of the races that ran
	 * @param samples how often two threads were let go
	 * @param forbidden what must not come out and did, by race
	 * @param errors races that could not be run, with what they said
	 */
	record Findings(Collection<String> races, long samples, TreeMap<String, String> forbidden, List<String> errors) {

		/** Takes a race out in which a fault is planted; what was found there. */
		Optional<String> takePlanted(String race) {
			this.races.remove(race);
			return Optional.ofNullable(this.forbidden.remove(race));
		}

		/** One line for people. */
		String summary(Mode mode, Duration took) {
			return "races %s: %d tests, %,d samples, %d forbidden, %d errors in %d s".formatted(
					mode.name().toLowerCase(Locale.ROOT), this.races.size(), this.samples, this.forbidden.size(),
					this.errors.size(), took.toSeconds());
		}

		/** One JSON line for the scoreboard. */
		void save(Mode mode, Duration took, Path file) throws IOException {
			Map<String, Object> figures = new LinkedHashMap<>();
			figures.put("mode", mode.name().toLowerCase(Locale.ROOT));
			figures.put("races", this.races.size());
			figures.put("samples", this.samples);
			figures.put("forbidden", this.forbidden.keySet());
			figures.put("errors", this.errors.size());
			figures.put("seconds", took.toSeconds());
			Files.createDirectories(file.getParent());
			Files.writeString(file, new JsonMapper().writeValueAsString(figures) + "\n");
		}

	}

	/**
	 * Runs them all.
	 * @throws IllegalStateException if they take longer than they may
	 */
	Findings run() throws IOException, InterruptedException {
		Files.createDirectories(this.directory);
		for (Path old : results()) {
			Files.delete(old);
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
						Main.class.getName(), "-r", "report", "-t", this.select, "-sc", "false"));
		// Threads that yield and may move: a machine that is busy otherwise gives ten
		// times the samples.
		command.addAll(List.of("-af", "NONE", "-spinStyle", "THREAD_YIELD", "-strideSize", "256", "-strideCount", "4"));
		// A small heap that is not touched beforehand: that took most of the time of each
		// JVM.
		command.addAll(List.of("-hs", "64", "-pth", "false"));
		command.addAll(this.mode.options);
		File log = this.directory.resolve("log.txt").toFile();
		Process process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log)
			.start();
		try {
			if (!process.waitFor(this.mode.limit.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("Races take longer than " + this.mode.limit + "; see " + log);
			}
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
		return findings(log);
	}

	private List<Path> results() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(".bin.gz")).toList();
		}
	}

	private Findings findings(File log) throws IOException {
		List<Path> results = results();
		if (results.size() != 1) {
			throw new IllegalStateException("Races gave no results; see " + log);
		}
		InProcessCollector collected = new InProcessCollector();
		try {
			DiskReadCollector reader = new DiskReadCollector(results.getFirst().toString(), collected);
			reader.dump();
			reader.close();
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
		Findings findings = new Findings(new TreeSet<>(), samples(collected.getTestResults()), new TreeMap<>(),
				new ArrayList<>());
		collected.getTestResults().forEach((result) -> add(result, findings));
		return findings;
	}

	private static long samples(Collection<TestResult> results) {
		return results.stream().mapToLong(TestResult::getTotalCount).sum();
	}

	private static void add(TestResult result, Findings findings) {
		String race = result.getName();
		findings.races().add(race);
		if (result.status() != Status.NORMAL) {
			findings.errors().add(race + ": " + result.status() + " " + result.getMessages());
		}
		for (GradingResult outcome : result.grading().gradingResults.values()) {
			if (outcome.expect == Expect.FORBIDDEN && outcome.count > 0) {
				findings.forbidden()
					.merge(race, outcome.count + " of " + result.getTotalCount() + ": " + outcome.id + ", "
							+ outcome.description, (one, other) -> one + "; " + other);
			}
		}
	}

}
