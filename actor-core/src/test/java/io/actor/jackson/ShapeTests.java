package io.actor.jackson;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Forms that annotations ask for, both ways. */
class ShapeTests {

	private final TermMapper mapper = new TermMapper();

	record Point(int x, int y) {
	}

	@Shaped(Shape.TUPLE)
	record Tagged2(int x) {
	}

	@Shaped(Shape.UNTAGGED_TUPLE)
	record Pair(String left, int right) {
	}

	@Shaped(Shape.MAP)
	record Login(String user) {
	}

	@Shaped(Shape.PROPLIST)
	record Options(int limit, boolean reverse, Optional<String> after) {
	}

	record Drawn(@Shaped(Shape.TUPLE) Point at, @Shaped(Shape.UNTAGGED_TUPLE) List<Point> line,
			@Shaped(Shape.PROPLIST) Optional<Point> end, @Shaped(Shape.UNTAGGED_TUPLE) Map<String, Point> named) {
	}

	record Texts(@Shaped(Shape.CHARLIST) String characters, @Shaped(Shape.ATOM) String atom,
			@Shaped(Shape.ATOM) List<String> atoms, @Shaped(Shape.CHARLIST) String[] array) {
	}

	record Settings(@Shaped(Shape.PROPLIST) Map<String, Integer> values,
			@Shaped(Shape.PROPLIST) Map<Integer, String> numbered) {
	}

	record Times(@Shaped(Shape.TUPLE) LocalDate date, @Shaped(Shape.TUPLE) LocalTime time,
			@Shaped(Shape.TUPLE) LocalDateTime both, @Shaped(Shape.TUPLE) Instant utc,
			@Shaped(Shape.MILLISECONDS) Duration took, @Shaped(Shape.MILLISECONDS) Instant since) {
	}

	record Nested(@Shaped(Shape.ATOM) Optional<Set<String>> names) {
	}

	static Stream<Arguments> values() {
		LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
		return Stream.of(arguments(new Tagged2(1), "{tagged2,1}"), arguments(new Pair("a", 2), "{<<\"a\">>,2}"),
				arguments(new Login("joe"), "#{user => <<\"joe\">>}"),
				arguments(new Options(5, true, Optional.empty()), "[{limit,5},{reverse,true}]"),
				arguments(new Options(5, false, Optional.of("x")), "[{limit,5},{reverse,false},{'after',<<\"x\">>}]"),
				arguments(
						new Drawn(new Point(1, 2), List.of(new Point(3, 4)), Optional.of(new Point(5, 6)),
								Map.of("a", new Point(7, 8))),
						"{drawn,{point,1,2},[{3,4}],[{x,5},{y,6}],#{<<\"a\">> => {7,8}}}"),
				arguments(new Settings(Map.of("limit", 5), Map.of(1, "x")), "{settings,[{limit,5}],[{1,<<\"x\">>}]}"),
				arguments(
						new Times(time.toLocalDate(), time.toLocalTime(), time, Instant.EPOCH, Duration.ofSeconds(2),
								Instant.ofEpochMilli(17)),
						"{times,{2026,1,2},{3,4,5},{{2026,1,2},{3,4,5}},{{1970,1,1},{0,0,0}},2000,17}"),
				arguments(new Nested(Optional.of(Set.of("a"))), "{nested,[a]}"),
				arguments(new Nested(Optional.empty()), "{nested,undefined}"));
	}

	@ParameterizedTest
	@MethodSource("values")
	void aShapeIsWrittenAndRead(Object value, String term) {
		Term written = this.mapper.toTerm(value);

		assertThat(written).hasToString(term);
		assertThat(this.mapper.fromTerm(written, value.getClass())).isEqualTo(value);
	}

	@Test
	void textMayBeAListOfCharactersOrAnAtom() {
		Texts texts = new Texts("h\u00e9\ud83d\ude00", "lobby", List.of("a", "b"), new String[] { "hi" });

		Term term = this.mapper.toTerm(texts);

		assertThat(term).isEqualTo(Tuple.of(Atom.of("texts"), ListTerm.of(Int.of('h'), Int.of(0xe9), Int.of(0x1f600)),
				Atom.of("lobby"), ListTerm.of(Atom.of("a"), Atom.of("b")), ListTerm.of(ListTerm.charlist("hi"))));
		assertThat(this.mapper.fromTerm(term, Texts.class)).usingRecursiveComparison().isEqualTo(texts);
	}

	@Test
	void aShapeOfARecordHoldsWhereverItStands() {
		assertThat(this.mapper.toData(new Pair("a", 2))).hasToString("{<<\"a\">>,2}");
		assertThat(this.mapper.toData(List.of(new Options(1, true, Optional.empty()))))
			.hasToString("[[{limit,1},{reverse,true}]]");
		assertThat(this.mapper.toData(new Tagged2(1))).hasToString("{tagged2,1}");
	}

	@Test
	void aMapAlwaysCountsAsTheRecordAndSoDoesItsTaggedTuple() {
		Term map = MapTerm.of(Atom.of("left"), Binary.utf8("a"), Atom.of("right"), Int.of(2));
		Term tuple = Tuple.of(Atom.of("pair"), Binary.utf8("a"), Int.of(2));

		assertThat(this.mapper.fromTerm(map, Pair.class)).isEqualTo(new Pair("a", 2));
		assertThat(this.mapper.fromTerm(tuple, Pair.class)).isEqualTo(new Pair("a", 2));
		assertThat(this.mapper
			.fromTerm(Tuple.of(Atom.of("drawn"), MapTerm.of(Atom.of("x"), Int.of(1), Atom.of("y"), Int.of(2)),
					ListTerm.EMPTY, Atom.UNDEFINED, MapTerm.EMPTY), Drawn.class))
			.isEqualTo(new Drawn(new Point(1, 2), List.of(), Optional.empty(), Map.of()));
	}

	@Test
	void ofAPropertyListTheFirstCountsAnAtomIsTrueAndTheRestIsIgnored() {
		Term list = ListTerm.of(Tuple.of(Atom.of("limit"), Int.of(1)), Atom.of("reverse"), Atom.of("other"),
				Tuple.of(Atom.of("limit"), Atom.of("never_read")), Tuple.of(Int.of(1), Int.of(2), Int.of(3)), Int.of(4),
				Tuple.of(Atom.of("new"), Int.of(1)));

		assertThat(this.mapper.fromTerm(list, Options.class)).isEqualTo(new Options(1, true, Optional.empty()));
		assertThat(this.mapper.fromTerm(Tuple.of(Atom.of("settings"),
				ListTerm.of(Tuple.of(Atom.of("a"), Int.of(1)), Tuple.of(Atom.of("a"), Int.of(2))), MapTerm.EMPTY),
				Settings.class))
			.isEqualTo(new Settings(Map.of("a", 1), Map.of()));
	}

	@Test
	void erlangsDatesAndTimesAreReadWithoutBeingAskedFor() {
		Term date = Tuple.of(Int.of(2026), Int.of(1), Int.of(2));
		Term time = Tuple.of(Int.of(3), Int.of(4), Int.of(5));
		LocalDateTime both = LocalDateTime.of(2026, 1, 2, 3, 4, 5);

		assertThat(this.mapper.fromTerm(date, LocalDate.class)).isEqualTo(both.toLocalDate());
		assertThat(this.mapper.fromTerm(time, LocalTime.class)).isEqualTo(both.toLocalTime());
		assertThat(this.mapper.fromTerm(Tuple.of(date, time), LocalDateTime.class)).isEqualTo(both);
		assertThat(this.mapper.fromTerm(Tuple.of(date, time), Instant.class))
			.isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
	}

	static Stream<Arguments> mismatches() {
		Term day = Tuple.of(Int.of(2026), Int.of(2), Int.of(30));
		return Stream.of(arguments(day, LocalDate.class, "expected an ISO-8601 date, a Date or {Year, Month, Day}"),
				arguments(Tuple.of(day), LocalDateTime.class, "expected an ISO-8601 date and time"),
				arguments(Tuple.of(Atom.of("a"), Int.of(1)), LocalTime.class, "expected an ISO-8601 time"),
				arguments(Tuple.of(Int.of(1)), Pair.class, "Pair: expected a tuple of 2 elements, received {1}"),
				arguments(Atom.of("x"), Options.class, "Options: expected a property list, received x"),
				arguments(ListTerm.of(Atom.of("reverse")), Options.class,
						"Options.limit: expected a property list with the key limit"),
				arguments(ListTerm.improper(List.of(Atom.of("reverse")), Atom.OK), Options.class,
						"Options: expected a property list"),
				arguments(ListTerm.of(Tuple.of(Atom.of("limit"), Atom.of("x"))), Options.class,
						"Options.limit: expected an integer"),
				arguments(Tuple.of(Atom.of("nested"), Binary.utf8("a")), Nested.class, "Nested.names: expected a list"),
				arguments(Tuple.of(Atom.of("nested"), ListTerm.of(Binary.utf8("a"))), Nested.class,
						"Nested.names: element 0: expected an atom, received <<\"a\">>"),
				arguments(Int.of(5), LocalDate.class, "expected an ISO-8601 date"));
	}

	@ParameterizedTest
	@MethodSource("mismatches")
	void aTermOfAnotherShapeIsRefusedByName(Term term, Class<?> type, String message) {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(term, type))
			.withMessageContaining(message);
	}

	record NoUuid(@Shaped(Shape.CHARLIST) UUID id) {
	}

	record NoStruct(@Shaped(Shape.STRUCT) Point at) {
	}

	record NoHashMap(@Shaped(Shape.PROPLIST) HashMap<String, Integer> map) {
	}

	@Shaped(Shape.ATOM)
	record NoAtom() {
	}

	sealed interface Either {

	}

	record Left() implements Either {
	}

	record Right() implements Either {
	}

	record NoSealed(@Shaped(Shape.MAP) Either either) {
	}

	static Stream<Arguments> shapesThatCannotBe() {
		return Stream.of(arguments(NoHashMap.class, "NoHashMap.map: java.util.HashMap cannot be read"),
				arguments(NoUuid.class, "NoUuid.id: java.util.UUID has no shape CHARLIST"),
				arguments(NoStruct.class, "needs @Struct, which names the Elixir module it is a struct of"),
				arguments(NoAtom.class, "is a record and cannot have the shape ATOM"), arguments(NoSealed.class,
						"has no shape MAP; the shape of each record of a sealed interface stands at that record"));
	}

	@ParameterizedTest
	@MethodSource("shapesThatCannotBe")
	void aShapeATypeCannotHaveIsFoundWhenTheTypeIsFirstUsed(Class<?> type, String message) {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(type))
			.withMessageContaining(message);
	}

	@Test
	void valuesThatAShapeCannotHoldAreRefused() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new Nested(Optional.of(Set.of("a".repeat(256))))))
			.withMessageStartingWith("Nested.names: element 0: An atom has at most 255");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new Times(LocalDate.of(-1, 1, 1), LocalTime.MIN, LocalDateTime.MIN,
					Instant.EPOCH, Duration.ZERO, Instant.EPOCH)))
			.withMessage("Times.date: Erlang's years begin at 0, this is -1");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new Times(LocalDate.EPOCH, LocalTime.MIN,
					LocalDateTime.of(1, 1, 1, 1, 1), Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE), Instant.EPOCH)))
			.withMessageStartingWith("Times.took: too long");
	}

}
