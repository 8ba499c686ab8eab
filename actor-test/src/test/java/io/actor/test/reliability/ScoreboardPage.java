package io.actor.test.reliability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes docs/reliability-scoreboard.md from the figures the suites of this build have
 * left. Run by the deep lane, at its end.
 */
class ScoreboardPage {

	private static final Path PAGE = Path.of("..", "docs", "reliability-scoreboard.md");

	private static final String FAULTS = "Faults with real processes";

	private static final Path CORE = Path.of("..", "actor-core", "target");

	private final StringBuilder text = new StringBuilder();

	@Test
	void theFiguresOfThisBuildAreWritten() throws Exception {
		this.text
			.append("""
					# Reliability scoreboard

					Written by the last step of `mvn -Pdeep verify` from what the suites have measured, never by hand, and the faults by that of
					`mvn -Pfaults -pl actor-test -am verify`; each section is of the last run of its suite. What the figures mean is told in [reliability.md](reliability.md).

					""");
		this.text.append(run());
		simulation();
		lines("Planted faults", "planted");
		lines("Worlds for users, in real time", "kit");
		races();
		mutation();
		String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
		this.text.append(PageSections.of(before).text(FAULTS));
		Files.writeString(PAGE, this.text.toString().stripTrailing() + "\n");
		assertThat(Scoreboard.read("simulation")).isNotEmpty();
	}

	/** By the profile "faults": the other sections stay as they are. */
	@Test
	@Tag("faults")
	void theFaultsOfThisRunAreWritten() throws Exception {
		List<Map<String, Object>> lines = Scoreboard.read("faults");
		assertThat(lines).isNotEmpty();
		List<?> columns = List.copyOf(lines.getFirst().keySet());
		heading(FAULTS);
		this.text.append(run());
		rows(columns, lines.stream().map((line) -> List.copyOf(line.values())).toList());
		String page = PageSections.of(Files.readString(PAGE)).with(FAULTS, this.text.toString());
		Files.writeString(PAGE, page.stripTrailing() + "\n");
	}

	private static String run() throws IOException, InterruptedException {
		return "Run of " + LocalDate.now(ZoneOffset.UTC) + ", commit `" + commit() + "`, Java " + Runtime.version()
				+ ", " + ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors() + " cores.\n\n";
	}

	private void simulation() {
		List<List<Object>> rows = new ArrayList<>();
		for (Map<String, Object> line : Scoreboard.read("simulation")) {
			rows.add(List.of(line.get("suite"), line.get("mode"), line.get("seconds"), line.get("runs"),
					line.get("steps"), line.get("virtualSeconds"), line.get("virtualToReal"),
					line.get("marksReached") + " / " + line.get("marks"), line.get("failed")));
		}
		table("Simulated runs", List.of("suite", "mode", "real s, 2 threads", "runs", "steps", "virtual s",
				"virtual : real", "situations reached", "failed runs"), rows);
	}

	/** A section whose lines are the rows of its table. */
	private void lines(String title, String section) {
		List<Map<String, Object>> lines = Scoreboard.read(section);
		List<?> columns = lines.isEmpty() ? List.of() : List.copyOf(lines.getFirst().keySet());
		table(title, columns, lines.stream().map((line) -> List.copyOf(line.values())).toList());
	}

	private void races() {
		List<List<Object>> rows = new ArrayList<>();
		for (Map<String, Object> line : Scoreboard.read(CORE.resolve("reliability").resolve("races.jsonl"))) {
			rows.add(List.of(line.get("mode"), line.get("races"), line.get("samples"), line.get("forbidden"),
					line.get("errors"), line.get("seconds")));
		}
		table("Races under jcstress", List.of("mode", "tests", "samples", "with forbidden outcomes", "errors", "s"),
				rows);
	}

	/** PIT leaves a line for each mutant: file, class, mutator, method, line, status. */
	private void mutation() throws IOException {
		Path reports = CORE.resolve("pit-reports");
		List<List<Object>> rows = new ArrayList<>();
		if (Files.isDirectory(reports)) {
			try (Stream<Path> packages = Files.list(reports)) {
				for (Path each : packages.sorted().toList()) {
					Path mutants = each.resolve("mutations.csv");
					if (Files.exists(mutants)) {
						rows.add(score(each.getFileName().toString(), Files.readAllLines(mutants)));
					}
				}
			}
		}
		table("Mutation tests, of their last run (`mvn -Pmutation -pl actor-core verify`)",
				List.of("package", "mutants", "killed", "percent"), rows);
	}

	private static List<Object> score(String name, List<String> mutants) {
		long killed = mutants.stream()
			.map((line) -> line.split(",")[5])
			.filter((status) -> !status.equals("SURVIVED") && !status.equals("NO_COVERAGE"))
			.count();
		return List.of("io.actor." + name, mutants.size(), killed,
				String.format(Locale.ROOT, "%.1f", 100.0 * killed / mutants.size()));
	}

	private void table(String title, List<?> columns, List<? extends List<?>> rows) {
		heading(title);
		if (rows.isEmpty()) {
			this.text.append("Not part of this run.\n\n");
			return;
		}
		rows(columns, rows);
	}

	private void heading(String title) {
		this.text.append("## ").append(title).append("\n\n");
	}

	private void rows(List<?> columns, List<? extends List<?>> rows) {
		row(columns);
		row(columns.stream().map((column) -> "---").toList());
		rows.forEach(this::row);
		this.text.append('\n');
	}

	private void row(List<?> cells) {
		this.text.append("| ");
		for (Object cell : cells) {
			boolean whole = cell instanceof Integer || cell instanceof Long;
			this.text.append(whole ? String.format(Locale.ROOT, "%,d", cell) : cell).append(" | ");
		}
		this.text.setLength(this.text.length() - 1);
		this.text.append('\n');
	}

	private static String commit() throws IOException, InterruptedException {
		Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
		String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		return (git.waitFor() == 0) ? printed : "unknown";
	}

}
