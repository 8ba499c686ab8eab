package io.actor.jackson;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ElixirStructTests {

	private static final Atom STRUCT = Atom.of("__struct__");

	private static final Atom CALENDAR = Atom.of("calendar");

	private static final Atom ISO = Atom.of("Elixir.Calendar.ISO");

	private final TermMapper mapper = new TermMapper();

	@Struct("Chat.Line")
	record Line(String text, Optional<String> author) {
	}

	@Struct("my_mod")
	record OfErlang(int value) {
	}

	sealed interface Event {

	}

	@Struct("Chat.Joined")
	record Joined(String who) implements Event {
	}

	@Struct("Chat.Left")
	record Left(String who) implements Event {
	}

	record Ping(int number) implements Event {
	}

	record Log(List<Event> events) {
	}

	record Times(@Shaped(Shape.STRUCT) LocalDate date, @Shaped(Shape.STRUCT) LocalTime time,
			@Shaped(Shape.STRUCT) LocalDateTime naive, @Shaped(Shape.STRUCT) Instant instant,
			@Shaped(Shape.STRUCT) List<ZonedDateTime> zoned, @Shaped(Shape.STRUCT) OffsetDateTime offset) {
	}

	record Plain(LocalDate date, LocalTime time, LocalDateTime naive, Instant instant, List<ZonedDateTime> zoned,
			OffsetDateTime offset) {
	}

	record Days(@Shaped(Shape.STRUCT) Set<LocalDate> days) {
	}

	@Test
	void aStructIsAMapWithItsModuleWhereverItStands() {
		Line line = new Line("hi", Optional.empty());
		MapTerm term = MapTerm.of(STRUCT, Atom.of("Elixir.Chat.Line"), Atom.of("text"), Binary.utf8("hi"),
				Atom.of("author"), Atom.of("nil"));

		assertThat(this.mapper.toTerm(line)).isEqualTo(term);
		assertThat(this.mapper.toData(line)).isEqualTo(term);
		assertThat(this.mapper.fromTerm(term, Line.class)).isEqualTo(line);
		assertThat(this.mapper.toTerm(new OfErlang(1)))
			.isEqualTo(MapTerm.of(STRUCT, Atom.of("my_mod"), Atom.of("value"), Int.of(1)));
	}

	@Test
	void aMapWithoutAModuleIsAcceptedAndAnotherModuleIsNot() {
		MapTerm plain = MapTerm.of(Atom.of("text"), Binary.utf8("hi"));
		MapTerm other = MapTerm.of(STRUCT, Atom.of("Elixir.Chat.Other"), Atom.of("text"), Binary.utf8("hi"));

		assertThat(this.mapper.fromTerm(plain, Line.class)).isEqualTo(new Line("hi", Optional.empty()));
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(other, Line.class))
			.withMessageStartingWith("Line: expected a struct %Chat.Line{}, received #{'__struct__' =>");
	}

	@Test
	void theModuleTellsStructsOfASealedInterfaceApart() {
		Log log = new Log(List.of(new Joined("a"), new Left("b"), new Ping(1)));

		Term term = this.mapper.toTerm(log);

		assertThat(this.mapper.fromTerm(term, Log.class)).isEqualTo(log);
		assertThat(this.mapper.messageTypes(Event.class)).hasToString("[%Chat.Joined{}, %Chat.Left{}, ping/2]");
		Term unknown = MapTerm.of(STRUCT, Atom.of("Elixir.Other"));
		assertThat(this.mapper.messageTypes(Event.class).fromTerm(unknown)).isSameAs(unknown);
	}

	private static Plain plain() {
		LocalDateTime time = LocalDateTime.of(2026, 7, 2, 3, 4, 5, 123_456_000);
		return new Plain(time.toLocalDate(), time.toLocalTime(), time, time.toInstant(ZoneOffset.UTC), List
			.of(ZonedDateTime.of(time, ZoneId.of("Europe/Paris")), ZonedDateTime.of(time, ZoneId.of("Etc/UTC"))),
				OffsetDateTime.of(time, ZoneOffset.ofHours(-3)));
	}

	@Test
	void elixirsDatesAndTimesAreWrittenWhenAskedForAndReadAlways() {
		Plain plain = plain();
		Times times = new Times(plain.date(), plain.time(), plain.naive(), plain.instant(), plain.zoned(),
				plain.offset());

		Term term = this.mapper.toTerm(times);

		assertThat(this.mapper.fromTerm(term, Times.class)).isEqualTo(times);
		assertThat(this.mapper.fromTerm(this.mapper.toTerm(plain), Plain.class)).isEqualTo(plain);
		Tuple renamed = Tuple
			.of(Stream.concat(Stream.of(Atom.of("plain")), ((Tuple) term).elements().stream().skip(1)).toList());
		assertThat(this.mapper.fromTerm(renamed, Plain.class)).isEqualTo(plain);
		MapTerm paris = (MapTerm) ((ListTerm) ((Tuple) term).get(5)).get(0);
		assertThat(paris.get(Atom.of("utc_offset"))).contains(Int.of(3600));
		assertThat(paris.get(Atom.of("std_offset"))).contains(Int.of(3600));
		assertThat(paris.get(Atom.of("zone_abbr"))).contains(Binary.utf8("CEST"));
	}

	@Test
	void whatElixirCannotCountIsCutAndWhatItCannotHoldIsRefused() {
		Plain plain = plain();
		Times fine = new Times(plain.date(), LocalTime.of(1, 2, 3, 1_999), plain.naive(), plain.instant(), List.of(),
				plain.offset());

		assertThat(this.mapper.fromTerm(this.mapper.toTerm(fine), Times.class).time())
			.isEqualTo(LocalTime.of(1, 2, 3, 1_000));
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new Times(LocalDate.of(12_000, 1, 1), plain.time(), plain.naive(),
					plain.instant(), List.of(), plain.offset())))
			.withMessage("Times.date: Elixir's years are -9999 to 9999, not 12000");
	}

	@Test
	void aStructThatIsNoDateIsRefused() {
		MapTerm month13 = MapTerm.of(STRUCT, Atom.of("Elixir.Date"), CALENDAR, ISO, Atom.of("year"), Int.of(2026),
				Atom.of("month"), Int.of(13), Atom.of("day"), Int.of(1));
		MapTerm noDay = MapTerm.of(STRUCT, Atom.of("Elixir.Date"), CALENDAR, ISO, Atom.of("year"), Int.of(2026));
		MapTerm otherCalendar = MapTerm.of(STRUCT, Atom.of("Elixir.Date"), CALENDAR, Atom.of("Elixir.Mayan"),
				Atom.of("year"), Int.of(2026), Atom.of("month"), Int.of(1), Atom.of("day"), Int.of(1));

		for (Term term : List.of(month13, noDay, otherCalendar)) {
			assertThatExceptionOfType(TermMappingException.class)
				.isThrownBy(() -> this.mapper.fromTerm(term, LocalDate.class))
				.withMessageStartingWith("expected an ISO-8601 date, a Date or {Year, Month, Day}, received #{");
		}
	}

	@Test
	void aSetIsReadFromAMapSetAndFromErlangsSets() {
		TypeReference<Set<String>> strings = new TypeReference<>() {
		};
		Term sets = MapTerm.of(Binary.utf8("a"), ListTerm.EMPTY, Binary.utf8("b"), ListTerm.EMPTY);
		Term mapSet = MapTerm.of(STRUCT, Atom.of("Elixir.MapSet"), Atom.of("map"), sets, Atom.of("version"), Int.of(2));

		assertThat(this.mapper.fromTerm(mapSet, strings.getType())).isEqualTo(Set.of("a", "b"));
		assertThat(this.mapper.fromTerm(sets, strings.getType())).isEqualTo(Set.of("a", "b"));
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Binary.utf8("a"), Int.of(1)), strings.getType()))
			.withMessageContaining("expected a list, received #{");
		assertThat(this.mapper.toTerm(new Days(Set.of(LocalDate.EPOCH)))).extracting(Object::toString)
			.asString()
			.startsWith("{days,[#{'__struct__' => 'Elixir.Date'");
	}

	@Struct("A")
	record Both(@Tagged("__struct__") String module) {
	}

	sealed interface Twice {

	}

	@Struct("Chat.Same")
	record One() implements Twice {
	}

	@Struct("Chat.Same")
	record Two() implements Twice {
	}

	@Test
	void structsThatCannotBeToldApartAreFoundAtFirstUse() {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(Twice.class))
			.withMessageContaining("are both %Chat.Same{} on the wire; give one another module in its @Struct");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(Both.class))
			.withMessageContaining("has a component with the key of its module");
	}

}
