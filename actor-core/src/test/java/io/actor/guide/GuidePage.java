package io.actor.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the guide, as what its Java examples are held against: each must stand, white
 * space aside, in one of the sources that are compiled and run. An example may be split
 * at blank lines, so that the source can do between its parts what the page need not
 * show.
 *
 * @param text of the page
 */
record GuidePage(String text) {

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	/** Code that is only indented would be missed. */
	private static final Pattern INDENTED = Pattern.compile("^ {4}.*[;{]( *//.*)?$", Pattern.MULTILINE);

	private static final Pattern SOURCES = Pattern.compile("^<!-- examples: (\\S+) -->$", Pattern.MULTILINE);

	private static final String GUIDE_TESTS = "actor-core/src/test/java/io/actor/guide";

	/**
	 * The directory its examples stand in, from the root of the repository. A page may
	 * name another one in a comment.
	 */
	String sources() {
		Matcher named = SOURCES.matcher(this.text);
		return named.find() ? named.group(1) : GUIDE_TESTS;
	}

	List<String> examples() {
		return EXAMPLE.matcher(this.text).results().map((found) -> found.group(1)).toList();
	}

	/**
	 * What stands in no source, and code that is not marked as Java.
	 * @param sources the text of each
	 */
	List<String> offences(List<String> sources) {
		List<String> code = sources.stream().map(GuidePage::plain).toList();
		List<String> offences = new ArrayList<>();
		for (String example : examples()) {
			Stream.of(example.split("\n\\s*\n(?=\\S)"))
				.filter((part) -> code.stream().noneMatch((source) -> source.contains(plain(part))))
				.map((part) -> "stands in no source: " + part)
				.forEach(offences::add);
		}
		String prose = Pattern.compile("```.*?```", Pattern.DOTALL).matcher(this.text).replaceAll("");
		INDENTED.matcher(prose)
			.results()
			.map((found) -> "is no ```java block: " + found.group())
			.forEach(offences::add);
		return offences;
	}

	/**
	 * Without what differs by layout alone; the formatter puts a comment that is too long
	 * for its line on one of its own.
	 */
	private static String plain(String text) {
		return text.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("\\s+", " ").strip();
	}

}
