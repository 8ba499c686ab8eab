package io.actor.test.reliability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

	private static final String MUTATION = "Mutation tests, each package of its last run (`mvn -Pmutation -pl actor-core verify`)";

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
		PageSections before = PageSections.of(Files.exists(PAGE) ? Files.readString(PAGE) : "");
		mutation(before.rows(MUTATION));
		this.text.append(before.text(FAULTS));
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
		rows(columns, lines.stream().map((line) -> row(line.values())).toList());
		String page = PageSections.of(Files.readString(PAGE)).with(FAULTS, this.text.toString());
		Files.writeString(PAGE, page.stripTrailing() + "\n");
	}

	private static String run() throws IOException, InterruptedException {
		return "Run of " + LocalDate.now(ZoneOffset.UTC) + ", commit `" + commit() + "`, Java " + Runtime.version()
				+ ", " + ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors() + " cores.\n\n";
	}

	private void simulation() {
		List<String> rows = new ArrayList<>();
		for (Map<String, Object> line : Scoreboard.read("simulation")) {
			rows.add(row(List.of(line.get("suite"), line.get("mode"), line.get("seconds"), line.get("runs"),
					line.get("steps"), line.get("virtualSeconds"), line.get("virtualToReal"),
					line.get("marksReached") + " / " + line.get("marks"), line.get("failed"))));
		}
		table("Simulated runs", List.of("suite", "mode", "real s, 2 threads", "runs", "steps", "virtual s",
				"virtual : real", "situations reached", "failed runs"), rows);
	}

	/** A section whose lines are the rows of its table. */
	private void lines(String title, String section) {
		List<Map<String, Object>> lines = Scoreboard.read(section);
		List<?> columns = lines.isEmpty() ? List.of() : List.copyOf(lines.getFirst().keySet());
		table(title, columns, lines.stream().map((line) -> row(line.values())).toList());
	}

	private void races() {
		List<String> rows = new ArrayList<>();
		for (Map<String, Object> line : Scoreboard.read(CORE.resolve("reliability").resolve("races.jsonl"))) {
			rows.add(row(List.of(line.get("mode"), line.get("races"), line.get("samples"), line.get("forbidden"),
					line.get("errors"), line.get("seconds"))));
		}
		table("Races under jcstress", List.of("mode", "tests", "samples", "with forbidden outcomes", "errors", "s"),
				rows);
	}

	/**
	 * PIT leaves a line for each mutant: file, class, mutator, method, line, status.
	 * @param known the lines of packages this build has not looked at
	 */
	private void mutation(Map<String, String> known) throws IOException {
		SortedMap<String, String> rows = new TreeMap<>(known);
		Path reports = CORE.resolve("pit-reports");
		if (Files.isDirectory(reports)) {
			try (Stream<Path> packages = Files.list(reports)) {
				for (Path each : packages.toList()) {
					Path mutants = each.resolve("mutations.csv");
					if (Files.exists(mutants)) {
						String name = "io.actor." + each.getFileName();
						rows.put(name, row(score(name, mutants)));
					}
				}
			}
		}
		table(MUTATION, List.of("package", "mutants", "killed", "percent", "measured"), List.copyOf(rows.values()));
	}

	/**
	 * Dated by its report: what an earlier build has left must not pass for this one's.
	 */
	private static List<Object> score(String name, Path report) throws IOException {
		List<String> mutants = Files.readAllLines(report);
		LocalDate measured = LocalDate.ofInstant(Files.getLastModifiedTime(report).toInstant(), ZoneOffset.UTC);
		long killed = mutants.stream()
			.map((line) -> line.split(",")[5])
			.filter((status) -> !status.equals("SURVIVED") && !status.equals("NO_COVERAGE"))
			.count();
		return List.of(name, mutants.size(), killed,
				String.format(Locale.ROOT, "%.1f", 100.0 * killed / mutants.size()), measured);
	}

	private void table(String title, List<?> columns, List<String> rows) {
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

	private void rows(List<?> columns, List<String> rows) {
		this.text.append(row(columns)).append('\n');
		this.text.append(row(columns.stream().map((column) -> "---").toList())).append('\n');
		rows.forEach((row) -> this.text.append(row).append('\n'));
		this.text.append('\n');
	}

	private static String row(Collection<?> cells) {
		return cells.stream().map(ScoreboardPage::cell).collect(Collectors.joining(" | ", "| ", " |"));
	}

	private static String cell(Object value) {
		boolean whole = value instanceof Integer || value instanceof Long;
		return whole ? String.format(Locale.ROOT, "%,d", value) : String.valueOf(value);
	}

	private static String commit() throws IOException, InterruptedException {
		Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
		String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		return (git.waitFor() == 0) ? printed : "unknown";
	}

}
