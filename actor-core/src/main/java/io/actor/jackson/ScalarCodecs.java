package io.actor.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;

/** Types whose values are one number, atom or binary. */
final class ScalarCodecs {

	private static final String TEXT = "a UTF-8 binary or a list of characters";

	private static final String DECIMAL = "a decimal number";

	/** What Erlang still writes as a string of bytes (STRING_EXT). */
	static final int LONGEST_CHARLIST = 65_535;

	/** Bytes of a text that is parsed, which can take longer than its length suggests. */
	private static final int LONGEST_PARSED = 1024;

	private static final int LONGEST_URI = 8 * 1024;

	/** Digits behind the point, or zeros in front of it that are not written. */
	private static final int LARGEST_SCALE = 1000;

	private ScalarCodecs() {
	}

	/** The codecs by type, wrappers and primitives alike. */
	static Map<Class<?>, TermCodec<?>> all() {
		Map<Class<?>, TermCodec<?>> codecs = new LinkedHashMap<>();
		both(codecs, byte.class, Byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue));
		both(codecs, short.class, Short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue));
		both(codecs, int.class, Integer.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue));
		both(codecs, long.class, Long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE, Function.identity()));
		both(codecs, float.class, Float.class, of(ScalarCodecs::real, (term) -> (float) real(term, Float.MAX_VALUE)));
		both(codecs, double.class, Double.class, of(ScalarCodecs::real, (term) -> real(term, Double.MAX_VALUE)));
		both(codecs, boolean.class, Boolean.class, of(Atom::of, ScalarCodecs::bool));
		codecs.put(BigInteger.class, ScalarCodecs.<BigInteger>of(Int::of, ScalarCodecs::bigInteger));
		codecs.put(String.class, of(ScalarCodecs::utf8, (term) -> text(term, TEXT)));
		codecs.put(byte[].class, of(Binary::of, ScalarCodecs::bytes));
		both(codecs, char.class, Character.class, asText("one character", (text) -> {
			if (text.length() != 1) {
				throw new IllegalArgumentException("not one character");
			}
			return text.charAt(0);
		}));
		codecs.put(UUID.class, asText("a UUID", UUID::fromString));
		codecs.put(URI.class, asText("a URI", LONGEST_URI, URI::create));
		codecs.put(BigDecimal.class, of(ScalarCodecs::decimalText, ScalarCodecs::decimal));
		codecs.put(OptionalInt.class, optionalInt());
		codecs.put(OptionalLong.class, optionalLong());
		codecs.put(OptionalDouble.class, optionalDouble());
		TimeCodecs.addTo(codecs);
		return codecs;
	}

	private static <T> void both(Map<Class<?>, TermCodec<?>> codecs, Class<T> primitive, Class<T> wrapper,
			TermCodec<T> codec) {
		codecs.put(primitive, codec);
		codecs.put(wrapper, codec);
	}

	private static <T extends Number> TermCodec<T> integer(long least, long most, Function<Long, T> narrow) {
		return of((number) -> Int.of(number.longValue()), (term) -> narrow.apply(integer(term, least, most)));
	}

	private static long integer(Term term, long least, long most) {
		if (term instanceof Int(long value) && value >= least && value <= most) {
			return value;
		}
		throw TermMappingException.expected("an integer from " + least + " to " + most, term);
	}

	private static BigInteger bigInteger(Term term) {
		return switch (term) {
			case Int(long value) -> BigInteger.valueOf(value);
			case BigInt(var value) -> value;
			default -> throw TermMappingException.expected("an integer", term);
		};
	}

	private static Term real(Number number) {
		if (!Double.isFinite(number.doubleValue())) {
			throw new TermMappingException("Erlang has no float " + number);
		}
		return Float64.of(number.doubleValue());
	}

	private static double real(Term term, double most) {
		double value = switch (term) {
			case Float64(double real) -> real;
			case Int(long integer) -> integer;
			case BigInt(var integer) -> integer.doubleValue();
			default -> throw TermMappingException.expected("a number", term);
		};
		if (Math.abs(value) > most) {
			throw TermMappingException.expected("a number of at most " + most, term);
		}
		return value;
	}

	private static boolean bool(Term term) {
		if (term.equals(Atom.TRUE) || term.equals(Atom.FALSE)) {
			return term.equals(Atom.TRUE);
		}
		throw TermMappingException.expected("true or false", term);
	}

	private static byte[] bytes(Term term) {
		if (term instanceof Binary binary) {
			return binary.toByteArray();
		}
		throw TermMappingException.expected("a binary", term);
	}

	private static TermCodec<OptionalInt> optionalInt() {
		return of((value) -> value.isPresent() ? Int.of(value.getAsInt()) : Atom.UNDEFINED,
				(term) -> ContainerCodecs.isAbsent(term) ? OptionalInt.empty()
						: OptionalInt.of((int) integer(term, Integer.MIN_VALUE, Integer.MAX_VALUE)));
	}

	private static TermCodec<OptionalLong> optionalLong() {
		return of((value) -> value.isPresent() ? Int.of(value.getAsLong()) : Atom.UNDEFINED,
				(term) -> ContainerCodecs.isAbsent(term) ? OptionalLong.empty()
						: OptionalLong.of(integer(term, Long.MIN_VALUE, Long.MAX_VALUE)));
	}

	private static TermCodec<OptionalDouble> optionalDouble() {
		return of((value) -> value.isPresent() ? real(value.getAsDouble()) : Atom.UNDEFINED,
				(term) -> ContainerCodecs.isAbsent(term) ? OptionalDouble.empty()
						: OptionalDouble.of(real(term, Double.MAX_VALUE)));
	}

	private static BigDecimal decimal(Term term) {
		return switch (term) {
			case Int(long value) -> BigDecimal.valueOf(value);
			case BigInt(var value) -> new BigDecimal(value);
			case Float64(double value) -> BigDecimal.valueOf(value);
			default -> {
				try {
					BigDecimal number = new BigDecimal(shortText(term, DECIMAL));
					if (hasFairScale(number)) {
						yield number;
					}
					throw TermMappingException.expected(DECIMAL + " of a scale of at most " + LARGEST_SCALE, term);
				}
				catch (NumberFormatException ex) {
					throw TermMappingException.expected(DECIMAL, term);
				}
			}
		};
	}

	/**
	 * Whether the number has about as many digits as its text: {@code 1E+2000000000} does
	 * not, and takes minutes and gigabytes as soon as somebody calculates with it.
	 */
	static boolean hasFairScale(BigDecimal number) {
		return Math.abs((long) number.scale()) <= LARGEST_SCALE;
	}

	static Term decimalText(BigDecimal number) {
		if (!hasFairScale(number)) {
			throw new TermMappingException(
					"a number of scale " + number.scale() + " is not read again, at most " + LARGEST_SCALE + " is");
		}
		return parsedText(number.toString(), LONGEST_PARSED);
	}

	static Term utf8(String text) {
		try {
			return Binary.utf8(text);
		}
		catch (IllegalArgumentException ex) {
			throw new TermMappingException(String.valueOf(ex.getMessage()), ex);
		}
	}

	/** The text of a binary of UTF-8, or of a list of characters. */
	static String text(Term term, String expected) {
		return switch (term) {
			case Binary binary -> binary.text().orElseThrow(() -> TermMappingException.expected(expected, term));
			case ListTerm list when list.isProper() && list.size() <= LONGEST_CHARLIST -> characters(list, expected);
			default -> throw TermMappingException.expected(expected, term);
		};
	}

	private static String characters(ListTerm list, String expected) {
		StringBuilder text = new StringBuilder(list.size());
		for (int i = 0; i < list.size(); i++) {
			if (!(list.get(i) instanceof Int(long c)) || c < 0 || c > Character.MAX_CODE_POINT
					|| (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
				throw TermMappingException.expected(expected, list);
			}
			text.appendCodePoint((int) c);
		}
		return text.toString();
	}

	/** Text that is going to be parsed. */
	static String shortText(Term term, String expected) {
		return shortText(term, expected, LONGEST_PARSED);
	}

	private static String shortText(Term term, String expected, int most) {
		if ((term instanceof Binary binary && binary.size() > most)
				|| (term instanceof ListTerm list && list.size() > most)) {
			throw TermMappingException.expected(expected, term);
		}
		return text(term, expected);
	}

	/** Text as its receiver will accept it. */
	private static Term parsedText(String text, int most) {
		Term term = utf8(text);
		if (term instanceof Binary binary && binary.size() > most) {
			throw new TermMappingException(
					"a text of " + binary.size() + " bytes is not read again, at most " + most + " are");
		}
		return term;
	}

	static <T> TermCodec<T> asText(String name, Function<String, T> parse) {
		return asText(name, LONGEST_PARSED, parse);
	}

	private static <T> TermCodec<T> asText(String name, int most, Function<String, T> parse) {
		String expected = "a binary with " + name;
		return of((value) -> parsedText(value.toString(), most), (term) -> {
			try {
				return parse.apply(shortText(term, expected, most));
			}
			catch (IllegalArgumentException | DateTimeException | ArithmeticException ex) {
				throw TermMappingException.expected(expected, term);
			}
		});
	}

	static <T> TermCodec<T> of(Function<? super T, ? extends Term> write, Function<Term, ? extends T> read) {
		return new TermCodec<>() {

			@Override
			public Term write(T value) {
				return write.apply(value);
			}

			@Override
			public T read(Term term) {
				return read.apply(term);
			}

		};
	}

}
