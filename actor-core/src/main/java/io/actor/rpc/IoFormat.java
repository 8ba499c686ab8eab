package io.actor.rpc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.actor.term.Atom;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/**
 * A format with its values as text ({@code io_lib:format/2}), on one line where Erlang
 * might break it. A value that does not fit its place is printed as it is.
 */
final class IoFormat {

	private static final int MAX_TERM = 16 * 1024;

	/** The text ends behind the directive that goes beyond this. */
	private static final int MAX_TEXT = 64 * 1024;

	/** Widest field, so that a peer cannot ask for a gigabyte of spaces. */
	private static final int MAX_WIDTH = 1000;

	/** ~ width . precision . padding modifiers control. */
	private static final Pattern DIRECTIVE = Pattern
		.compile("~(-?\\d+|\\*)?(?:\\.(-?\\d+|\\*)?)?(?:\\.(.))?([tlkK]*)([a-zA-Z#+~\n])", Pattern.DOTALL);

	private final String format;

	private final Iterator<Term> values;

	IoFormat(String format, List<Term> values) {
		this.format = format;
		this.values = values.iterator();
	}

	String text() {
		StringBuilder text = new StringBuilder();
		Matcher matcher = DIRECTIVE.matcher(this.format);
		int end = 0;
		while (text.length() < MAX_TEXT && matcher.find()) {
			text.append(this.format, end, matcher.start()).append(directive(matcher));
			end = matcher.end();
		}
		return text.append(this.format.substring(end)).toString();
	}

	private String directive(Matcher matcher) {
		Integer width = number(matcher.group(1));
		Integer precision = number(matcher.group(2));
		String pad = switch (group(matcher, 3)) {
			case "" -> " ";
			case "*" -> character(next());
			case String character -> character;
		};
		boolean unicode = group(matcher, 4).contains("t");
		return switch (group(matcher, 5)) {
			case "~" -> "~".repeat(times(width));
			case "n" -> "\n".repeat(times(width));
			case "i" -> {
				next();
				yield "";
			}
			case "\n" -> "";
			case "s" -> padded(cut(characters(next(), unicode), precision), width, pad, true);
			case "a" -> padded(cut((next() instanceof Atom(String name)) ? name : "", precision), width, pad, true);
			case "c" ->
				padded(character(next()).repeat(times((precision != null) ? precision : width)), width, pad, true);
			case "P", "W" -> {
				String printed = next().print(MAX_TERM);
				next();
				yield padded(printed, width, pad, false);
			}
			case "b", "B", "+", "#" -> padded(integer(next(), precision, group(matcher, 5)), width, pad, false);
			case "x", "X" -> {
				Term number = next();
				yield padded(characters(next(), true) + integer(number, precision, group(matcher, 5)), width, pad,
						false);
			}
			case "f", "e", "g" -> padded(real(next(), precision, group(matcher, 5)), width, pad, false);
			default -> padded(next().print(MAX_TERM), width, pad, false);
		};
	}

	private static String group(Matcher matcher, int number) {
		String text = matcher.group(number);
		return (text != null) ? text : "";
	}

	/** There may be fewer values than places. */
	private Term next() {
		return this.values.hasNext() ? this.values.next() : Atom.UNDEFINED;
	}

	private @Nullable Integer number(@Nullable String text) {
		if (text == null) {
			return null;
		}
		if (text.equals("*")) {
			return (next() instanceof Int(long value)) ? bounded(value) : null;
		}
		return (text.length() > 6) ? MAX_WIDTH : bounded(Long.parseLong(text));
	}

	private static int bounded(long value) {
		return Math.clamp(value, -MAX_WIDTH, MAX_WIDTH);
	}

	private static int times(@Nullable Integer width) {
		return (width != null) ? Math.max(0, width) : 1;
	}

	private static String characters(Term value, boolean unicode) {
		return (value instanceof Atom(String name)) ? name
				: IoText.chars(value, unicode).orElseGet(() -> value.print(MAX_TERM));
	}

	private static String character(Term value) {
		return (value instanceof Int(long code) && code >= 0 && code <= Character.MAX_CODE_POINT)
				? Character.toString((int) code) : "?";
	}

	private static String cut(String text, @Nullable Integer precision) {
		return (precision != null && precision >= 0 && text.length() > precision) ? text.substring(0, precision) : text;
	}

	private static String integer(Term value, @Nullable Integer precision, String control) {
		if (!(value instanceof Int(long number))) {
			return value.print(MAX_TERM);
		}
		int base = (precision != null && precision >= Character.MIN_RADIX && precision <= Character.MAX_RADIX)
				? precision : 10;
		String digits = Long.toString(number, base);
		boolean upper = control.equals("B") || control.equals("X") || control.equals("#");
		String text = upper ? digits.toUpperCase(Locale.ROOT) : digits;
		return (control.equals("+") || control.equals("#")) ? base + "#" + text : text;
	}

	private static String real(Term value, @Nullable Integer precision, String control) {
		double number = switch (value) {
			case Float64(double real) -> real;
			case Int(long whole) -> whole;
			default -> Double.NaN;
		};
		if (Double.isNaN(number)) {
			return value.print(MAX_TERM);
		}
		int digits = (precision != null && precision > 0) ? Math.min(precision, 100) : 6;
		boolean plain = Math.abs(number) >= 0.1 && Math.abs(number) < 10_000;
		if (control.equals("f") || (control.equals("g") && plain)) {
			int behind = control.equals("f") ? digits : Math.max(1, digits - 1);
			// Of the exact value, as Erlang: 1.005 is less than that.
			return new BigDecimal(number).setScale(behind, RoundingMode.HALF_UP).toPlainString();
		}
		String text = String.format(Locale.ROOT, "%." + Math.max(1, digits - 1) + "e", number);
		// Erlang writes e+4, not e+04.
		return text.replaceFirst("e([+-])0", "e$1");
	}

	/**
	 * At the right of a field of this width, at its left if that is negative. What is too
	 * long is cut, or shown as stars.
	 */
	private static String padded(String text, @Nullable Integer width, String pad, boolean cut) {
		if (width == null) {
			return text;
		}
		int room = Math.abs(width);
		if (text.length() > room) {
			return cut ? text.substring(0, room) : "*".repeat(room);
		}
		String space = pad.repeat(room - text.length());
		return (width < 0) ? text + space : space + text;
	}

}
