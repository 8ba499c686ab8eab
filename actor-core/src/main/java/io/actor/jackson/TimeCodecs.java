package io.actor.jackson;

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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.time}: written as ISO-8601 text, or as a {@link Shape} says; read from
 * text, Elixir's structs and Erlang's {@code calendar} tuples.
 */
final class TimeCodecs {

	private TimeCodecs() {
	}

	static void addTo(Map<Class<?>, TermCodec<?>> codecs) {
		codecs.put(Instant.class, instant());
		codecs.put(LocalDate.class, localDate());
		codecs.put(LocalTime.class, localTime());
		codecs.put(LocalDateTime.class, localDateTime());
		codecs.put(OffsetDateTime.class, offsetDateTime());
		codecs.put(ZonedDateTime.class, zonedDateTime());
		codecs.put(Duration.class, ScalarCodecs.asText("an ISO-8601 duration", Duration::parse));
		codecs.put(Period.class, ScalarCodecs.asText("an ISO-8601 period", Period::parse));
		codecs.put(OffsetTime.class, ScalarCodecs.asText("an ISO-8601 time with offset", OffsetTime::parse));
		codecs.put(Year.class, ScalarCodecs.asText("an ISO-8601 year", Year::parse));
		codecs.put(YearMonth.class, yearMonth());
		codecs.put(MonthDay.class, ScalarCodecs.asText("an ISO-8601 month and day", MonthDay::parse));
		codecs.put(ZoneId.class, ScalarCodecs.asText("a time zone", ZoneId::of));
	}

	/** The same types with a shape, or null if this one has not that shape. */
	static @Nullable TermCodec<?> shaped(Class<?> type, Shape shape) {
		return switch (shape) {
			case STRUCT -> struct(type);
			case TUPLE -> tuple(type);
			case MILLISECONDS -> milliseconds(type);
			default -> null;
		};
	}

	private static @Nullable TermCodec<?> struct(Class<?> type) {
		if (type == LocalDate.class) {
			return writing(ElixirTerms::date, localDate());
		}
		if (type == LocalTime.class) {
			return writing(ElixirTerms::time, localTime());
		}
		if (type == LocalDateTime.class) {
			return writing(ElixirTerms::naive, localDateTime());
		}
		if (type == Instant.class) {
			return writing((time) -> ElixirTerms.zoned(utc(time)), instant());
		}
		if (type == OffsetDateTime.class) {
			return writing((time) -> ElixirTerms.zoned(time.toZonedDateTime()), offsetDateTime());
		}
		return (type == ZonedDateTime.class) ? writing(ElixirTerms::zoned, zonedDateTime()) : null;
	}

	private static @Nullable TermCodec<?> tuple(Class<?> type) {
		if (type == LocalDate.class) {
			return writing(TimeCodecs::pack, localDate());
		}
		if (type == LocalTime.class) {
			return writing(TimeCodecs::pack, localTime());
		}
		if (type == LocalDateTime.class) {
			return writing(TimeCodecs::pack, localDateTime());
		}
		return (type == Instant.class) ? writing((time) -> pack(utc(time).toLocalDateTime()), instant()) : null;
	}

	private static @Nullable TermCodec<?> milliseconds(Class<?> type) {
		if (type == Duration.class) {
			return ScalarCodecs.<Duration>of((value) -> millis(value::toMillis),
					(term) -> Duration.ofMillis(millis(term)));
		}
		return (type == Instant.class) ? ScalarCodecs.<Instant>of((value) -> millis(value::toEpochMilli),
				(term) -> Instant.ofEpochMilli(millis(term))) : null;
	}

	private static Term millis(LongSupplier value) {
		try {
			return Int.of(value.getAsLong());
		}
		catch (ArithmeticException ex) {
			throw new TermMappingException("too long for a number of milliseconds", ex);
		}
	}

	private static long millis(Term term) {
		if (term instanceof Int(long value)) {
			return value;
		}
		throw TermMappingException.expected("a number of milliseconds", term);
	}

	/** {@code YearMonth.toString} leaves out the sign that its own parser wants. */
	private static TermCodec<YearMonth> yearMonth() {
		TermCodec<YearMonth> text = ScalarCodecs.asText("an ISO-8601 year and month", YearMonth::parse);
		return writing((month) -> ScalarCodecs.utf8(((month.getYear() > 9999) ? "+" : "") + month), text);
	}

	private static <T> TermCodec<T> writing(Function<? super T, Term> write, TermCodec<T> read) {
		return ScalarCodecs.of(write, read::read);
	}

	private static ZonedDateTime utc(Instant time) {
		try {
			return time.atZone(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			throw new TermMappingException("too far away for a date: " + time, ex);
		}
	}

	// ---- Erlang's calendar ----

	private static Tuple pack(LocalDate date) {
		if (date.getYear() < 0) {
			throw new TermMappingException("Erlang's years begin at 0, this is " + date.getYear());
		}
		return Tuple.of(Int.of(date.getYear()), Int.of(date.getMonthValue()), Int.of(date.getDayOfMonth()));
	}

	private static Tuple pack(LocalTime time) {
		return Tuple.of(Int.of(time.getHour()), Int.of(time.getMinute()), Int.of(time.getSecond()));
	}

	private static Tuple pack(LocalDateTime time) {
		return Tuple.of(pack(time.toLocalDate()), pack(time.toLocalTime()));
	}

	private static LocalDate date(Tuple tuple) {
		int year = part(tuple, 0);
		if (year < 0) {
			throw new IllegalArgumentException("a year before 0");
		}
		return LocalDate.of(year, part(tuple, 1), part(tuple, 2));
	}

	private static LocalTime time(Tuple tuple) {
		return LocalTime.of(part(tuple, 0), part(tuple, 1), part(tuple, 2));
	}

	private static LocalDateTime dateTime(Tuple tuple) {
		if (tuple.arity() == 2 && tuple.get(0) instanceof Tuple date && tuple.get(1) instanceof Tuple time) {
			return LocalDateTime.of(date(date), time(time));
		}
		throw new IllegalArgumentException("no pair of date and time");
	}

	private static int part(Tuple tuple, int index) {
		if (tuple.arity() != 3) {
			throw new IllegalArgumentException("no triple");
		}
		return ElixirTerms.number(tuple.get(index));
	}

	// ---- what each type is read from ----

	private static TermCodec<LocalDate> localDate() {
		return time("an ISO-8601 date, a Date or {Year, Month, Day}", LocalDate::parse, TimeCodecs::date,
				ElixirTerms.DATE, ElixirTerms::date);
	}

	private static TermCodec<LocalTime> localTime() {
		return time("an ISO-8601 time, a Time or {Hour, Minute, Second}", LocalTime::parse, TimeCodecs::time,
				ElixirTerms.TIME, ElixirTerms::time);
	}

	private static TermCodec<LocalDateTime> localDateTime() {
		return time("an ISO-8601 date and time, a NaiveDateTime or {Date, Time}", LocalDateTime::parse,
				TimeCodecs::dateTime, ElixirTerms.NAIVE_DATE_TIME, ElixirTerms::naive);
	}

	private static TermCodec<Instant> instant() {
		return time("an ISO-8601 instant, a DateTime or {Date, Time} in UTC", Instant::parse,
				(tuple) -> dateTime(tuple).toInstant(ZoneOffset.UTC), ElixirTerms.DATE_TIME,
				(map) -> ElixirTerms.zoned(map).toInstant());
	}

	private static TermCodec<OffsetDateTime> offsetDateTime() {
		return time("an ISO-8601 date and time with offset or a DateTime", OffsetDateTime::parse, null,
				ElixirTerms.DATE_TIME, (map) -> ElixirTerms.zoned(map).toOffsetDateTime());
	}

	private static TermCodec<ZonedDateTime> zonedDateTime() {
		return time("an ISO-8601 date and time with zone or a DateTime", ZonedDateTime::parse, null,
				ElixirTerms.DATE_TIME, ElixirTerms::zoned);
	}

	private static <T> TermCodec<T> time(String expected, Function<String, T> parse, @Nullable Function<Tuple, T> tuple,
			Atom module, Function<MapTerm, T> struct) {
		return ScalarCodecs.of((value) -> ScalarCodecs.utf8(value.toString()), (term) -> {
			try {
				if (term instanceof Tuple parts && tuple != null) {
					return tuple.apply(parts);
				}
				if (term instanceof MapTerm map && ElixirTerms.is(term, module)) {
					return struct.apply(map);
				}
				return parse.apply(ScalarCodecs.shortText(term, expected));
			}
			catch (IllegalArgumentException | DateTimeException | ArithmeticException ex) {
				throw TermMappingException.expected(expected, term);
			}
		});
	}

}
