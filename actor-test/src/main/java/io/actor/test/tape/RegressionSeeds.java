package io.actor.test.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Seeds that have found a bug once, kept in a file to be run first for ever. A line is
 * {@code <suite> <seed> <cause>}; empty lines and those that start with {@code #} are
 * skipped.
 *
 * @param entries the lines, in order
 */
public record RegressionSeeds(List<Entry> entries) {

	/** Where the file lies, seen from the module whose tests run. */
	public static final Path FILE = Path.of("seeds", "regression.txt");

	/**
	 * A found bug.
	 *
	 * @param suite the property or simulation that found it
	 * @param seed with which
	 * @param cause what was wrong, in one line
	 */
	public record Entry(String suite, long seed, String cause) {
	}

	public RegressionSeeds {
		entries = List.copyOf(entries);
	}

	/** Those of {@link #FILE}; none if there is no such file. */
	public static RegressionSeeds read() {
		return Files.exists(FILE) ? read(FILE) : new RegressionSeeds(List.of());
	}

	/**
	 * Reads a file.
	 * @throws IllegalArgumentException if a line is not of the form, saying which
	 */
	public static RegressionSeeds read(Path file) {
		try {
			return parse(Files.readAllLines(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads lines.
	 * @throws IllegalArgumentException if one is not of the form, saying which
	 */
	public static RegressionSeeds parse(List<String> lines) {
		List<Entry> entries = new ArrayList<>();
		for (String line : lines) {
			if (line.isBlank() || line.startsWith("#")) {
				continue;
			}
			String[] parts = line.strip().split("\\s+", 3);
			if (parts.length < 3 || !parts[1].matches("-?\\d+")) {
				throw new IllegalArgumentException(
						"Line " + (lines.indexOf(line) + 1) + " is not of the form '<suite> <seed> <cause>': " + line);
			}
			entries.add(new Entry(parts[0], Long.parseLong(parts[1]), parts[2]));
		}
		return new RegressionSeeds(entries);
	}

	/** The seeds of one suite, in the order of the file. */
	public List<Long> of(String suite) {
		return this.entries.stream().filter((entry) -> entry.suite().equals(suite)).map(Entry::seed).toList();
	}

}
