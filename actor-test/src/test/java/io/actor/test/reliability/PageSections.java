package io.actor.test.reliability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page and its sections, so that a suite can write its own and leave the others.
 *
 * @param sections what is before the first heading, and then each section with its
 * heading; together the page
 */
record PageSections(List<String> sections) {

	/** Cuts a page in front of each heading of the second level. */
	static PageSections of(String page) {
		return new PageSections(List.of(page.split("(?m)^(?=## )")));
	}

	/** A section with its heading; that it was not run, if there is none. */
	String text(String title) {
		return this.sections.stream()
			.filter((section) -> is(title, section))
			.findFirst()
			.orElse(heading(title) + "\n\nNot part of this run.\n");
	}

	/** The lines of a section's table by what their first cell says. */
	Map<String, String> rows(String title) {
		Map<String, String> rows = new LinkedHashMap<>();
		text(title).lines()
			.filter((line) -> line.startsWith("| "))
			.skip(2)
			.forEach((line) -> rows.put(line.split("\\|")[1].strip(), line));
		return rows;
	}

	/**
	 * The page with this section in place of the one with the same title, or at its end.
	 */
	String with(String title, String text) {
		List<String> changed = new ArrayList<>(this.sections);
		int place = 0;
		while (place < changed.size() && !is(title, changed.get(place))) {
			place++;
		}
		if (place < changed.size()) {
			changed.set(place, text);
		}
		else {
			changed.add((changed.isEmpty() || changed.getLast().isEmpty()) ? text : "\n" + text);
		}
		return String.join("", changed);
	}

	private static boolean is(String title, String section) {
		return section.lines().findFirst().filter(heading(title)::equals).isPresent();
	}

	private static String heading(String title) {
		return "## " + title;
	}

}
