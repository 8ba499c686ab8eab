package io.actor.test.planted;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A defect of the kind a programmer makes, planted into a copy of one source file to see
 * whether the checkers find it.
 *
 * @param id what it does
 * @param group the group of the catalogue whose checks have to find it, as "MB"
 * @param suite the suite that has to find it
 * @param source the file, below the source folder
 * @param original text of that file, once in it; white space is as good as any other
 * @param replaced what stands there instead
 */
record PlantedFault(String id, String group, String suite, String source, String original, String replaced) {

	static final String LOCAL = "local";

	static final String CLUSTER = "cluster";

	/**
	 * Puts it into the text of its file.
	 * @throws IllegalStateException unless the original text is there exactly once
	 */
	String into(String text) {
		Pattern pattern = Pattern.compile(Arrays.stream(this.original.strip().split("\\s+"))
			.map(Pattern::quote)
			.collect(Collectors.joining("\\s+")));
		long count = pattern.matcher(text).results().count();
		if (count != 1) {
			throw new IllegalStateException("The planted fault '" + this.id + "' changes a text that is " + count
					+ " times in " + this.source + " and has to be there once: " + this.original.strip());
		}
		MatchResult place = pattern.matcher(text).results().findFirst().orElseThrow();
		return text.substring(0, place.start()) + this.replaced.strip() + text.substring(place.end());
	}

	@Override
	public String toString() {
		return this.group + " " + this.id;
	}

}
