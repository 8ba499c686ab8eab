package io.actor.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.Term;

/** Types whose values are one number, atom or binary. */
final class ScalarCodecs {

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
		codecs.put(String.class, of(ScalarCodecs::utf8, (term) -> text(term, "a UTF-8 binary")));
		codecs.put(byte[].class, of(Binary::of, ScalarCodecs::bytes));
		both(codecs, char.class, Character.class, asText("one character", (text) -> {
			if (text.length() != 1) {
				throw new IllegalArgumentException("not one character");
			}
			return text.charAt(0);
		}));
		codecs.put(UUID.class, asText("a UUID", UUID::fromString));
		codecs.put(URI.class, asText("a URI", URI::create));
		codecs.put(BigDecimal.class, asText("a decimal number", BigDecimal::new));
		times(codecs);
		return codecs;
	}

	private static void times(Map<Class<?>, TermCodec<?>> codecs) {
		codecs.put(Instant.class, asText("an ISO-8601 instant", Instant::parse));
		codecs.put(Duration.class, asText("an ISO-8601 duration", Duration::parse));
		codecs.put(Period.class, asText("an ISO-8601 period", Period::parse));
		codecs.put(LocalDate.class, asText("an ISO-8601 date", LocalDate::parse));
		codecs.put(LocalTime.class, asText("an ISO-8601 time", LocalTime::parse));
		codecs.put(LocalDateTime.class, asText("an ISO-8601 date and time", LocalDateTime::parse));
		codecs.put(OffsetTime.class, asText("an ISO-8601 time with offset", OffsetTime::parse));
		codecs.put(OffsetDateTime.class, asText("an ISO-8601 date and time with offset", OffsetDateTime::parse));
		codecs.put(ZonedDateTime.class, asText("an ISO-8601 date and time with zone", ZonedDateTime::parse));
		codecs.put(Year.class, asText("an ISO-8601 year", Year::parse));
		codecs.put(YearMonth.class, asText("an ISO-8601 year and month", YearMonth::parse));
		codecs.put(MonthDay.class, asText("an ISO-8601 month and day", MonthDay::parse));
		codecs.put(ZoneId.class, asText("a time zone", ZoneId::of));
	}

	private static <T> void both(Map<Class<?>, TermCodec<?>> codecs, Class<T> primitive, Class<T> wrapper,
			TermCodec<T> codec) {
		codecs.put(primitive, codec);
		codecs.put(wrapper, codec);
	}

	private static <T extends Number> TermCodec<T> integer(long least, long most, Function<Long, T> narrow) {
		return of((number) -> Int.of(number.longValue()), (term) -> {
			if (term instanceof Int(long value) && value >= least && value <= most) {
				return narrow.apply(value);
			}
			throw TermMappingException.expected("an integer from " + least + " to " + most, term);
		});
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

	private static Term utf8(String text) {
		try {
			return Binary.utf8(text);
		}
		catch (IllegalArgumentException ex) {
			throw new TermMappingException(String.valueOf(ex.getMessage()), ex);
		}
	}

	private static String text(Term term, String expected) {
		Optional<String> text = (term instanceof Binary binary) ? binary.text() : Optional.empty();
		return text.orElseThrow(() -> TermMappingException.expected(expected, term));
	}

	private static <T> TermCodec<T> asText(String name, Function<String, T> parse) {
		String expected = "a binary with " + name;
		return of((value) -> utf8(value.toString()), (term) -> {
			try {
				return parse.apply(text(term, expected));
			}
			catch (IllegalArgumentException | DateTimeException ex) {
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
