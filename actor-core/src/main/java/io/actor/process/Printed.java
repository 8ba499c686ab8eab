package io.actor.process;

import io.actor.term.PlainText;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/** How values appear in the log: on one line, and never long. */
public final class Printed {

	/** Longest printed form of a value; what is longer is cut and marked. */
	public static final int MAX_CHARACTERS = 1024;

	private Printed() {
	}

	/**
	 * A value for the log: what is not {@linkplain PlainText plain} is escaped, and what
	 * is long is cut.
	 */
	public static String of(@Nullable Object value) {
		String text = text(value);
		StringBuilder line = new StringBuilder();
		text.codePoints().limit(MAX_CHARACTERS).forEach((character) -> {
			if (PlainText.isPlain(character)) {
				line.appendCodePoint(character);
			}
			else {
				line.append(String.format((character < 0x100) ? "\\x%02x" : "\\u%04x", character));
			}
		});
		return (text.codePointCount(0, text.length()) > MAX_CHARACTERS) ? line.append("...").toString()
				: line.toString();
	}

	/**
	 * A report must not fail because a value cannot say what it is; nor may it unwind the
	 * process it is about.
	 */
	private static String text(@Nullable Object value) {
		try {
			return (value instanceof Term term) ? term.print(MAX_CHARACTERS) : String.valueOf(value);
		}
		catch (Throwable ex) {
			return ((value != null) ? value.getClass().getName() : "null") + " (its toString fails)";
		}
	}

}
