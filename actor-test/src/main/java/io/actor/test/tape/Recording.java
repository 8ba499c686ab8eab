package io.actor.test.tape;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The choices of a run, in order, by purpose.
 *
 * @param seed what they were drawn from, at first
 * @param streams the recorded numbers of each purpose; the arrays are not to be changed
 */
public record Recording(long seed, SortedMap<String, long[]> streams) {

	private static final int NUMBERS_PER_LINE = 32;

	private static final String SEED = "seed";

	/** Copies what it is given. */
	public Recording {
		SortedMap<String, long[]> copy = new TreeMap<>();
		streams.forEach((purpose, values) -> copy.put(purpose, values.clone()));
		streams = Collections.unmodifiableSortedMap(copy);
	}

	/** How many choices there are, of all purposes. */
	public int size() {
		int size = 0;
		for (long[] values : this.streams.values()) {
			size += values.length;
		}
		return size;
	}

	/**
	 * The text form: the seed in the first line, then lines of a purpose and its next
	 * numbers; {@code 0*7} stands for seven zeros.
	 */
	public String text() {
		StringBuilder text = new StringBuilder(SEED).append(' ').append(this.seed).append('\n');
		this.streams.forEach((purpose, values) -> {
			String name = URLEncoder.encode(purpose, StandardCharsets.UTF_8);
			int written = 0;
			int from = 0;
			do {
				if (written++ % NUMBERS_PER_LINE == 0) {
					text.append((written > 1) ? "\n" : "").append(name).append(':');
				}
				from = appendRun(text, values, from);
			}
			while (from < values.length);
			text.append('\n');
		});
		return text.toString();
	}

	private static int appendRun(StringBuilder text, long[] values, int from) {
		if (from == values.length) {
			return from;
		}
		int to = from + 1;
		while (to < values.length && values[to] == values[from]) {
			to++;
		}
		text.append(' ').append(values[from]);
		if (to - from > 1) {
			text.append('*').append(to - from);
		}
		return to;
	}

	/**
	 * Reads the text form.
	 * @throws IllegalArgumentException if it is not one, saying which line
	 */
	public static Recording parse(String text) {
		String[] lines = text.strip().split("\\R");
		String[] head = lines[0].split(" ");
		if (head.length != 2 || !head[0].equals(SEED)) {
			throw new IllegalArgumentException("A tape starts with its seed, not with: " + lines[0]);
		}
		SortedMap<String, long[]> streams = new TreeMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			try {
				String purpose = URLDecoder.decode(lines[i].substring(0, colon), StandardCharsets.UTF_8);
				streams.merge(purpose, numbers(lines[i].substring(colon + 1).strip()), Recording::joined);
			}
			catch (RuntimeException ex) {
				throw new IllegalArgumentException("Line " + (i + 1) + " is not of a tape: " + lines[i], ex);
			}
		}
		return new Recording(Long.parseLong(head[1]), streams);
	}

	private static long[] numbers(String line) {
		long[] numbers = {};
		if (line.isEmpty()) {
			return numbers;
		}
		for (String run : line.split(" ")) {
			int star = run.indexOf('*');
			int count = (star < 0) ? 1 : Integer.parseInt(run.substring(star + 1));
			int from = numbers.length;
			numbers = Arrays.copyOf(numbers, from + count);
			Arrays.fill(numbers, from, from + count, Long.parseLong((star < 0) ? run : run.substring(0, star)));
		}
		return numbers;
	}

	private static long[] joined(long[] first, long[] second) {
		long[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

	/** Stores the text form in a file. */
	public void write(Path file) throws IOException {
		Files.writeString(file, text());
	}

	/**
	 * Reads a stored recording.
	 * @throws IllegalArgumentException if the file holds something else
	 */
	public static Recording read(Path file) throws IOException {
		return parse(Files.readString(file));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Recording that && this.seed == that.seed
				&& this.streams.keySet().equals(that.streams.keySet())
				&& this.streams.entrySet()
					.stream()
					.allMatch((stream) -> Arrays.equals(stream.getValue(), that.streams.get(stream.getKey())));
	}

	@Override
	public int hashCode() {
		int hash = Long.hashCode(this.seed);
		for (var stream : this.streams.entrySet()) {
			hash = 31 * hash + (stream.getKey().hashCode() ^ Arrays.hashCode(stream.getValue()));
		}
		return hash;
	}

	@Override
	public String toString() {
		return text();
	}

}
