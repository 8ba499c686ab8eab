package io.actor.term;

/**
 * Text that others wrote, as it may stand in a log, a report or the message of an
 * exception: on one line, not too long, and without what a terminal obeys instead of
 * showing it. Nobody can forge a line that way.
 */
public final class PlainText {

	private PlainText() {
	}

	/**
	 * The text with a question mark for each character that is not plain.
	 * @param most so many characters, counted as code points; what is longer is cut and
	 * marked with three dots
	 */
	public static String of(String text, int most) {
		StringBuilder plain = new StringBuilder();
		text.codePoints().limit(most).forEach((each) -> plain.appendCodePoint(isPlain(each) ? each : '?'));
		return (text.codePointCount(0, text.length()) > most) ? plain.append("...").toString() : plain.toString();
	}

	/**
	 * Whether a character shows as itself: it is assigned by Unicode, and does not
	 * control anything, end a line or change the direction of what follows.
	 */
	public static boolean isPlain(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE ->
				false;
			default -> true;
		};
	}

}
