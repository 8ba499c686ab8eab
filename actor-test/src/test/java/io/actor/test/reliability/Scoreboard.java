package io.actor.test.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where suites leave their figures: a file of JSON lines for each section under
 * {@code target/reliability}. The deep lane makes a page of them.
 */
public final class Scoreboard {

	static final Path DIRECTORY = Path.of("target", "reliability");

	private static final JsonMapper JSON = new JsonMapper();

	/** Sections this run has left figures for; those of earlier runs are dropped. */
	private static final Set<String> BEGUN = new HashSet<>();

	private Scoreboard() {
	}

	/** Adds a line to a section, and prints it. */
	public static synchronized void record(String section, Map<String, ?> figures) {
		String line = JSON.writeValueAsString(figures);
		System.out.println(section + " " + line);
		try {
			Files.createDirectories(DIRECTORY);
			Files.writeString(DIRECTORY.resolve(section + ".jsonl"), line + "\n", StandardOpenOption.CREATE,
					BEGUN.add(section) ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The lines of a section, oldest first; none if nobody left any. */
	static List<Map<String, Object>> read(String section) {
		return read(DIRECTORY.resolve(section + ".jsonl"));
	}

	static List<Map<String, Object>> read(Path file) {
		if (!Files.exists(file)) {
			return List.of();
		}
		try {
			List<Map<String, Object>> lines = new ArrayList<>();
			for (String line : Files.readAllLines(file)) {
				lines.add(JSON.readValue(line, new TypeReference<Map<String, Object>>() {
				}));
			}
			return lines;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
