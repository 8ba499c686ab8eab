package io.actor.jackson;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * The structs of Elixir's own calendar, {@code Calendar.ISO}. Elixir counts microseconds:
 * what is finer is cut when it is written.
 */
final class ElixirTerms {

	/** The key that makes a map a struct. */
	static final Atom STRUCT = Atom.of("__struct__");

	static final Atom NIL = Atom.of("nil");

	static final Atom DATE = Atom.of("Elixir.Date");

	static final Atom TIME = Atom.of("Elixir.Time");

	static final Atom NAIVE_DATE_TIME = Atom.of("Elixir.NaiveDateTime");

	static final Atom DATE_TIME = Atom.of("Elixir.DateTime");

	private static final Atom CALENDAR = Atom.of("calendar");

	private static final Atom ISO = Atom.of("Elixir.Calendar.ISO");

	private static final Atom YEAR = Atom.of("year");

	private static final Atom MONTH = Atom.of("month");

	private static final Atom DAY = Atom.of("day");

	private static final Atom HOUR = Atom.of("hour");

	private static final Atom MINUTE = Atom.of("minute");

	private static final Atom SECOND = Atom.of("second");

	private static final Atom MICROSECOND = Atom.of("microsecond");

	private static final Atom TIME_ZONE = Atom.of("time_zone");

	private static final Atom ZONE_ABBR = Atom.of("zone_abbr");

	private static final Atom UTC_OFFSET = Atom.of("utc_offset");

	private static final Atom STD_OFFSET = Atom.of("std_offset");

	private static final int LAST_YEAR = 9999;

	private static final DateTimeFormatter ABBREVIATION = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

	private ElixirTerms() {
	}

	/** Whether the term is a struct of this module, in the calendar we know. */
	static boolean is(Term term, Atom module) {
		return term instanceof MapTerm map && map.get(STRUCT).filter(module::equals).isPresent()
				&& map.get(CALENDAR).filter(ISO::equals).isPresent();
	}

	// ---- writing ----

	static Term date(LocalDate date) {
		year(date);
		return MapTerm.of(STRUCT, DATE, CALENDAR, ISO, YEAR, Int.of(date.getYear()), MONTH,
				Int.of(date.getMonthValue()), DAY, Int.of(date.getDayOfMonth()));
	}

	static Term time(LocalTime time) {
		return MapTerm.of(STRUCT, TIME, CALENDAR, ISO, HOUR, Int.of(time.getHour()), MINUTE, Int.of(time.getMinute()),
				SECOND, Int.of(time.getSecond()), MICROSECOND, microsecond(time));
	}

	static Term naive(LocalDateTime time) {
		year(time.toLocalDate());
		return MapTerm.of(dateTime(time, NAIVE_DATE_TIME, 0));
	}

	static Term zoned(ZonedDateTime time) {
		year(time.toLocalDate());
		ZoneId zone = time.getZone();
		int offset = time.getOffset().getTotalSeconds();
		int standard = zone.getRules().getStandardOffset(time.toInstant()).getTotalSeconds();
		boolean utc = zone.equals(ZoneOffset.UTC);
		Term[] parts = { TIME_ZONE, Binary.utf8(utc ? "Etc/UTC" : zone.getId()), ZONE_ABBR,
				Binary.utf8(utc ? "UTC" : ABBREVIATION.format(time)), UTC_OFFSET, Int.of(standard), STD_OFFSET,
				Int.of(offset - standard) };
		Term[] entries = dateTime(time.toLocalDateTime(), DATE_TIME, parts.length);
		System.arraycopy(parts, 0, entries, entries.length - parts.length, parts.length);
		return MapTerm.of(entries);
	}

	/** The entries both have, with room for more. */
	private static Term[] dateTime(LocalDateTime time, Atom module, int more) {
		Term[] common = { STRUCT, module, CALENDAR, ISO, YEAR, Int.of(time.getYear()), MONTH,
				Int.of(time.getMonthValue()), DAY, Int.of(time.getDayOfMonth()), HOUR, Int.of(time.getHour()), MINUTE,
				Int.of(time.getMinute()), SECOND, Int.of(time.getSecond()), MICROSECOND,
				microsecond(time.toLocalTime()) };
		return Arrays.copyOf(common, common.length + more);
	}

	private static Term microsecond(LocalTime time) {
		int micros = time.getNano() / 1000;
		return Tuple.of(Int.of(micros), Int.of((micros == 0) ? 0 : 6));
	}

	private static void year(LocalDate date) {
		if (Math.abs(date.getYear()) > LAST_YEAR) {
			throw new TermMappingException("Elixir's years are -9999 to 9999, not " + date.getYear());
		}
	}

	// ---- reading; a part that is missing or out of range is an IllegalArgumentException
	// or DateTimeException ----

	static LocalDate date(MapTerm map) {
		int year = number(map, YEAR);
		if (Math.abs(year) > LAST_YEAR) {
			throw new IllegalArgumentException("a year Elixir does not know");
		}
		return LocalDate.of(year, number(map, MONTH), number(map, DAY));
	}

	static LocalTime time(MapTerm map) {
		Term fraction = part(map, MICROSECOND);
		int micros = (fraction instanceof Tuple pair && pair.arity() == 2) ? number(pair.get(0)) : -1;
		if (micros < 0 || micros > 999_999) {
			throw new IllegalArgumentException("no microsecond");
		}
		return LocalTime.of(number(map, HOUR), number(map, MINUTE), number(map, SECOND), micros * 1000);
	}

	static LocalDateTime naive(MapTerm map) {
		return LocalDateTime.of(date(map), time(map));
	}

	static ZonedDateTime zoned(MapTerm map) {
		ZoneOffset offset = ZoneOffset.ofTotalSeconds(Math.addExact(number(map, UTC_OFFSET), number(map, STD_OFFSET)));
		ZoneId zone = ZoneId.of(ScalarCodecs.shortText(part(map, TIME_ZONE), "a time zone"));
		return ZonedDateTime.ofInstant(naive(map), offset, zone);
	}

	private static int number(MapTerm map, Atom key) {
		return number(part(map, key));
	}

	static int number(@Nullable Term term) {
		if (term instanceof Int(long value) && value == (int) value) {
			return (int) value;
		}
		throw new IllegalArgumentException("no number");
	}

	private static Term part(MapTerm map, Atom key) {
		return map.get(key).orElseThrow(() -> new IllegalArgumentException("no " + key));
	}

}
