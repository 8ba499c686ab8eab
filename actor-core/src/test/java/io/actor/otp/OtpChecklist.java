package io.actor.otp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbered OTP behaviours, those that cannot be held, and those of later features; as
 * the files under {@code resources/otp} list them.
 *
 * @param behaviours by number
 * @param notHeld by number
 * @param later by number, with what they need
 */
record OtpChecklist(Map<Integer, Behaviour> behaviours, Map<Integer, NotHeld> notHeld, Map<Integer, String> later) {

	/**
	 * What is expected.
	 *
	 * @param number its number
	 * @param group the heading it stands under
	 * @param text one line
	 */
	record Behaviour(int number, String group, String text) {
	}

	/**
	 * A behaviour there cannot be.
	 *
	 * @param reason why not
	 * @param nearest what there is instead
	 */
	record NotHeld(String reason, String nearest) {
	}

	/** The lists of this repository. */
	static OtpChecklist load() throws IOException {
		return parse(lines("behaviours.txt"), lines("not-held.txt"), lines("later.txt"));
	}

	static OtpChecklist parse(List<String> behaviours, List<String> notHeld, List<String> later) {
		Map<Integer, Behaviour> all = new TreeMap<>();
		String group = "";
		for (String line : content(behaviours)) {
			if (line.startsWith("[") && line.endsWith("]")) {
				group = line.substring(1, line.length() - 1);
				continue;
			}
			List<String> cells = cells(line, 2);
			int number = Integer.parseInt(cells.getFirst());
			once(all.put(number, new Behaviour(number, group, cells.get(1))), line);
		}
		Map<Integer, NotHeld> impossible = new TreeMap<>();
		for (String line : content(notHeld)) {
			List<String> cells = cells(line, 3);
			int number = known(all, cells.getFirst(), line);
			once(impossible.put(number, new NotHeld(cells.get(1), cells.get(2))), line);
		}
		Map<Integer, String> postponed = new TreeMap<>();
		for (String line : content(later)) {
			List<String> cells = cells(line, 2);
			String[] range = cells.getFirst().split("-");
			int last = known(all, range[range.length - 1].strip(), line);
			for (int number = known(all, range[0].strip(), line); number <= last; number++) {
				once(postponed.put(number, cells.get(1)), line);
			}
		}
		return new OtpChecklist(all, impossible, postponed);
	}

	private static List<String> content(List<String> lines) {
		return lines.stream().map(String::strip).filter((line) -> !line.isEmpty() && !line.startsWith("#")).toList();
	}

	private static List<String> cells(String line, int count) {
		List<String> cells = new ArrayList<>();
		for (String cell : line.split("\\|")) {
			cells.add(cell.strip());
		}
		if (cells.size() != count || cells.contains("")) {
			throw new IllegalArgumentException("Not " + count + " cells between bars: " + line);
		}
		return cells;
	}

	private static int known(Map<Integer, Behaviour> all, String number, String line) {
		int known = Integer.parseInt(number);
		if (!all.containsKey(known)) {
			throw new IllegalArgumentException("There is no behaviour " + known + ": " + line);
		}
		return known;
	}

	private static void once(Object before, String line) {
		if (before != null) {
			throw new IllegalArgumentException("A number is listed twice: " + line);
		}
	}

	private static List<String> lines(String name) throws IOException {
		try (InputStream file = OtpChecklist.class.getResourceAsStream("/otp/" + name)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

}
