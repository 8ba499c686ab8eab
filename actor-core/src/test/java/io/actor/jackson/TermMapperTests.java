package io.actor.jackson;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Destination;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TermMapperTests {

	private static final Pid PID = new Pid(Atom.of("a@h"), 1, 0, 1);

	private static final Ref REF = new Ref(Atom.of("a@h"), 1, 7);

	private final TermMapper mapper = new TermMapper();

	record Pop() {
	}

	record DownloadFile(URI from, int retries) {
	}

	@Tagged("get")
	record Fetch(String key) {
	}

	record Line(String text, Optional<String> author, @Tagged("at") Instant writtenAt) {
	}

	record Say(Line firstLine, List<Line> more) {
	}

	enum Colour {

		DARK_RED, @Tagged("Blue")
		BLUE

	}

	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	enum Nothing implements Shape {

		NO_SHAPE

	}

	record Drawing(List<Shape> shapes) {
	}

	record Tree(int value, List<Tree> children) {
	}

	record Page<T>(List<T> items) {
	}

	record Positive(int value) {
		Positive {
			if (value <= 0) {
				throw new IllegalArgumentException("not positive");
			}
		}
	}

	record Holder(Object value) {
	}

	record Concrete(ArrayList<String> values) {
	}

	/** A class Jackson binds. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	public static class Bean {

		public String name = "";

		public int size;

	}

	@Test
	void aRecordAsMessageIsATaggedTuple() {
		Term term = Tuple.of(Atom.of("download_file"), Binary.utf8("http://h/x"), Int.of(3));
		DownloadFile message = new DownloadFile(URI.create("http://h/x"), 3);

		assertThat(this.mapper.toTerm(message)).isEqualTo(term);
		assertThat(this.mapper.fromTerm(term, DownloadFile.class)).isEqualTo(message);
	}

	@Test
	void aRecordWithoutComponentsIsAnAtom() {
		assertThat(this.mapper.toTerm(new Pop())).isEqualTo(Atom.of("pop"));
		assertThat(this.mapper.fromTerm(Atom.of("pop"), Pop.class)).isEqualTo(new Pop());
	}

	@Test
	void taggedRenamesARecord() {
		Term term = Tuple.of(Atom.of("get"), Binary.utf8("k"));

		assertThat(this.mapper.toTerm(new Fetch("k"))).isEqualTo(term);
		assertThat(this.mapper.fromTerm(term, Fetch.class)).isEqualTo(new Fetch("k"));
	}

	@Test
	void aRecordInsideIsAMapWithAtomKeys() {
		Line line = new Line("hi", Optional.empty(), Instant.EPOCH);
		Say say = new Say(line, List.of(line));

		Term term = this.mapper.toTerm(say);

		assertThat(term)
			.hasToString("{say,#{text => <<\"hi\">>,author => undefined,at => <<\"1970-01-01T00:00:00Z\">>},"
					+ "[#{text => <<\"hi\">>,author => undefined,at => <<\"1970-01-01T00:00:00Z\">>}]}");
		assertThat(this.mapper.fromTerm(term, Say.class)).isEqualTo(say);
		assertThat(this.mapper.toData(line)).isInstanceOf(MapTerm.class);
		assertThat(this.mapper.fromTerm(this.mapper.toData(line), Line.class)).isEqualTo(line);
	}

	@Test
	void anotherVersionOfARecordIsReadByItsKeys() {
		MapTerm newer = MapTerm.of(Atom.of("text"), Binary.utf8("hi"), Atom.of("at"),
				Binary.utf8("1970-01-01T00:00:00Z"), Atom.of("colour"), Atom.of("red"));
		MapTerm broken = MapTerm.of(Atom.of("text"), Binary.utf8("hi"));

		assertThat(this.mapper.fromTerm(newer, Line.class)).isEqualTo(new Line("hi", Optional.empty(), Instant.EPOCH));
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(broken, Line.class))
			.withMessage("Line.writtenAt: expected a map with the key at, received #{text => <<\"hi\">>}");
	}

	static Stream<Arguments> values() {
		ZonedDateTime time = ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneId.of("Europe/Paris"));
		UUID uuid = new UUID(1, 2);
		return Stream.of(arguments("é", Binary.utf8("é"), String.class), arguments('x', Binary.utf8("x"), char.class),
				arguments(Colour.DARK_RED, Atom.of("dark_red"), Colour.class),
				arguments(Colour.BLUE, Atom.of("Blue"), Colour.class), arguments(true, Atom.TRUE, boolean.class),
				arguments(false, Atom.FALSE, Boolean.class), arguments((byte) -3, Int.of(-3), byte.class),
				arguments((short) 300, Int.of(300), short.class), arguments(7, Int.of(7), int.class),
				arguments(1L << 40, Int.of(1L << 40), Long.class),
				arguments(BigInteger.TWO.pow(90), Int.of(BigInteger.TWO.pow(90)), BigInteger.class),
				arguments(BigInteger.TWO, Int.of(2), BigInteger.class), arguments(1.5, Float64.of(1.5), double.class),
				arguments(1.5f, Float64.of(1.5), float.class),
				arguments(Optional.empty(), Atom.UNDEFINED, new TypeReference<Optional<String>>() {
				}.getType()), arguments(Optional.of("x"), Binary.utf8("x"), new TypeReference<Optional<String>>() {
				}.getType()),
				arguments(List.of(1, 2), ListTerm.of(Int.of(1), Int.of(2)), new TypeReference<List<Integer>>() {
				}.getType()), arguments(Set.of("a"), ListTerm.of(Binary.utf8("a")), new TypeReference<Set<String>>() {
				}.getType()), arguments(Map.of("k", List.of(1L)), MapTerm.of(Binary.utf8("k"), ListTerm.of(Int.of(1))),
						new TypeReference<Map<String, List<Long>>>() {
						}.getType()),
				arguments(new byte[] { 1, 2 }, Binary.of((byte) 1, (byte) 2), byte[].class),
				arguments(new int[] { 1, 2 }, ListTerm.of(Int.of(1), Int.of(2)), int[].class),
				arguments(new String[] { "a" }, ListTerm.of(Binary.utf8("a")), String[].class),
				arguments(Duration.ofSeconds(90), Binary.utf8("PT1M30S"), Duration.class),
				arguments(LocalDate.of(2026, 2, 3), Binary.utf8("2026-02-03"), LocalDate.class),
				arguments(time, Binary.utf8("2026-01-02T03:04:05+01:00[Europe/Paris]"), ZonedDateTime.class),
				arguments(ZoneId.of("Europe/Paris"), Binary.utf8("Europe/Paris"), ZoneId.class),
				arguments(uuid, Binary.utf8(uuid.toString()), UUID.class),
				arguments(new BigDecimal("1.10"), Binary.utf8("1.10"), BigDecimal.class),
				arguments(PID, PID, Pid.class), arguments(REF, REF, Ref.class),
				arguments(Tuple.of(PID), Tuple.of(PID), Term.class), arguments(PID, PID, Destination.class),
				arguments(RegisteredName.local("a"), Atom.of("a"), Destination.class),
				arguments(new RegisteredName("a", "n@h"), Tuple.of(Atom.of("a"), Atom.of("n@h")), Destination.class),
				arguments(new Drawing(List.of(new Circle(1), new Square(2), Nothing.NO_SHAPE)),
						Tuple.of(Atom.of("drawing"),
								ListTerm.of(Tuple.of(Atom.of("circle"), Float64.of(1)),
										Tuple.of(Atom.of("square"), Float64.of(2)), Atom.of("no_shape"))),
						Drawing.class),
				arguments(new Page<>(List.of(new Fetch("k"))),
						Tuple.of(Atom.of("page"), ListTerm.of(MapTerm.of(Atom.of("key"), Binary.utf8("k")))),
						new TypeReference<Page<Fetch>>() {
						}.getType()),
				arguments(new Tree(1, List.of(new Tree(2, List.of()))),
						Tuple.of(Atom.of("tree"), Int.of(1),
								ListTerm
									.of(MapTerm.of(Atom.of("value"), Int.of(2), Atom.of("children"), ListTerm.EMPTY))),
						Tree.class));
	}

	@ParameterizedTest
	@MethodSource("values")
	void eachTypeHasItsTermBothWays(Object value, Term term, Type type) {
		assertThat(this.mapper.toTerm(value)).isEqualTo(term);
		assertThat(this.mapper.fromTerm(term, type)).isEqualTo(value);
	}

	static Stream<Arguments> mismatches() {
		return Stream.of(arguments(Int.of(128), byte.class, "expected an integer from -128 to 127, received 128"),
				arguments(Float64.of(1), int.class, "expected an integer from"),
				arguments(Atom.of("a"), String.class, "expected a UTF-8 binary or a list of characters, received a"),
				arguments(Binary.of((byte) 0xc3), String.class,
						"expected a UTF-8 binary or a list of characters, received <<195>>"),
				arguments(Atom.of("maybe"), boolean.class, "expected true or false, received 'maybe'"),
				arguments(Atom.of("green"), Colour.class,
						"expected one of the atoms [dark_red, 'Blue'], received green"),
				arguments(Binary.utf8("x"), Instant.class, "expected an ISO-8601 instant"),
				arguments(PID, Ref.class, "expected a term of type Ref"),
				arguments(Tuple.EMPTY, Shape.class, "Shape: expected one of [circle/2, no_shape/1, square/2]"),
				arguments(Tuple.of(Atom.of("fetch"), Binary.EMPTY), Fetch.class,
						"Fetch: expected a tuple {get, ...} of 2 elements, received {fetch,<<>>}"),
				arguments(Tuple.of(Atom.of("get"), Int.of(5)), Fetch.class,
						"Fetch.key: expected a UTF-8 binary or a list of characters, received 5"),
				arguments(Tuple.of(Atom.of("say"), MapTerm.EMPTY, ListTerm.EMPTY), Say.class,
						"Say.firstLine: Line.text: expected a map with the key text, received #{}"),
				arguments(Tuple.of(Atom.of("drawing"), ListTerm.of(Atom.of("x"))), Drawing.class,
						"Drawing.shapes: element 0: Shape: expected one of"),
				arguments(Tuple.of(Atom.of("positive"), Int.of(0)), Positive.class,
						"Positive refuses its components: java.lang.IllegalArgumentException: not positive, received "),
				arguments(ListTerm.EMPTY, Concrete.class, "Concrete.values: java.util.ArrayList cannot be read"));
	}

	@ParameterizedTest
	@MethodSource("mismatches")
	void aTermOfAnotherTypeIsRefusedByName(Term term, Type type, String message) {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(term, type))
			.withMessageContaining(message);
	}

	@Test
	void theReceivedTermIsCutInTheMessage() {
		Term term = Tuple.of(Atom.of("get"), ListTerm.of(Stream.generate(() -> Int.of(-1000)).limit(999).toList()));

		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(term, Fetch.class))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1100).endsWith("..."));
	}

	@Test
	void integersAreReadAsFloats() {
		assertThat(this.mapper.fromTerm(Int.of(3), double.class)).isEqualTo(3.0);
	}

	@Test
	void nullHasNoTerm() {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm(new Fetch(null)))
			.withMessage("Fetch.key is null, for which there is no term; declare it as Optional");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new Holder(Arrays.asList(1, null))))
			.withMessage("Holder.value: element 1 is null, for which there is no term");
	}

	@Test
	void valuesWithoutATermAreRefused() {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm(Double.NaN));
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm("\ud800"));
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(Optional.of(Atom.UNDEFINED)));
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm(new Object()));
	}

	@Test
	void anObjectIsWrittenByWhatItIsAndReadAsATerm() {
		Holder holder = new Holder(new ArrayDeque<>(List.of(new Fetch("k"), Colour.BLUE)));

		Term term = this.mapper.toTerm(holder);

		assertThat(term).hasToString("{holder,[#{key => <<\"k\">>},'Blue']}");
		assertThat(this.mapper.fromTerm(term, Holder.class).value()).isInstanceOf(ListTerm.class);
	}

	@Test
	void jacksonBindsOtherClassesWithoutTheirNames() {
		Bean bean = new Bean();
		bean.name = "n";
		bean.size = 2;

		Term term = this.mapper.toTerm(bean);

		assertThat(term).isEqualTo(MapTerm.of(Atom.of("name"), Binary.utf8("n"), Atom.of("size"), Int.of(2)));
		assertThat(this.mapper.fromTerm(term, Bean.class)).usingRecursiveComparison().isEqualTo(bean);
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(Int.of(1), Bean.class))
			.withMessageContaining("received 1");
	}

	record Words(String first, String... rest) {
	}

	record Numbers(int... numbers) {
	}

	@Test
	void aRecordWhoseLastComponentIsVariableHasAnArray() {
		Term words = this.mapper.toTerm(new Words("a", "b", "c"));

		assertThat(words).hasToString("{words,<<\"a\">>,[<<\"b\">>,<<\"c\">>]}");
		assertThat(this.mapper.fromTerm(words, Words.class).rest()).containsExactly("b", "c");
		assertThat(this.mapper.fromTerm(this.mapper.toTerm(new Numbers(1, 2)), Numbers.class).numbers())
			.containsExactly(1, 2);
		assertThat(this.mapper.fromTerm(this.mapper.toTerm(new Numbers()), Numbers.class).numbers()).isEmpty();
	}

	record Printers(RegisteredName name) {
	}

	@Test
	void aNameIsReadFromNamesAlone() {
		Printers printers = new Printers(new RegisteredName("printer", "a@h"));

		assertThat(this.mapper.fromTerm(this.mapper.toTerm(printers), Printers.class)).isEqualTo(printers);
		for (Term term : List.of(PID, REF, Tuple.of(Atom.of("a"), PID))) {
			assertThatExceptionOfType(TermMappingException.class)
				.isThrownBy(() -> this.mapper.fromTerm(Tuple.of(Atom.of("printers"), term), Printers.class))
				.withMessageStartingWith("Printers.name: expected a ");
			assertThatExceptionOfType(TermMappingException.class)
				.isThrownBy(() -> this.mapper.fromTerm(term, RegisteredName.class));
		}
	}

	@Test
	void aMonthOfAnyYearComesBack() {
		for (YearMonth month : List.of(YearMonth.of(2026, 1), YearMonth.of(12_000, 1), YearMonth.of(-5, 12))) {
			assertThat(this.mapper.fromTerm(this.mapper.toTerm(month), YearMonth.class)).isEqualTo(month);
		}
	}

	record Mail(Path attachment) {
	}

	@Test
	void aCodecOfAnInterfaceOfTheJdkWritesItsClasses() {
		TermMapper own = new TermMapper(new JsonMapper(), Map.of(Path.class, new TermCodec<Path>() {

			@Override
			public Term write(Path path) {
				return Binary.utf8(path.toString());
			}

			@Override
			public Path read(Term term) {
				return (term instanceof Binary text) ? Path.of(text.utf8()) : Path.of("");
			}

		}));

		assertThat(own.toTerm(Path.of("x"))).isEqualTo(Binary.utf8("x"));
		assertThat(own.toTerm(new Mail(Path.of("x")))).hasToString("{mail,<<\"x\">>}");
		assertThat(own.fromTerm(Binary.utf8("x"), Path.class)).isEqualTo(Path.of("x"));
	}

	@Test
	void aCodecOfOnesOwnComesFirst() {
		TermCodec<UUID> longs = new TermCodec<>() {

			@Override
			public Term write(UUID value) {
				return Int.of(value.getLeastSignificantBits());
			}

			@Override
			public UUID read(Term term) {
				return new UUID(0, ((Int) term).value());
			}

		};
		TermMapper own = new TermMapper(new JsonMapper(), Map.of(UUID.class, longs));

		assertThat(own.toTerm(List.of(new UUID(0, 5)))).isEqualTo(ListTerm.of(Int.of(5)));
		assertThat(own.fromTerm(Int.of(5), UUID.class)).isEqualTo(new UUID(0, 5));
	}

	@Test
	void namesAreWrittenInSnakeCase() {
		assertThat(Stream.of("Pop", "DownloadFile", "HTTPGet", "Utf8Text", "already_snake", "aB").map(Names::snakeCase))
			.containsExactly("pop", "download_file", "http_get", "utf8_text", "already_snake", "a_b");
	}

}
