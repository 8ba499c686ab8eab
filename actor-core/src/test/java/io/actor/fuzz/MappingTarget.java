package io.actor.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.actor.jackson.IfMissing;
import io.actor.jackson.MessageTypes;
import io.actor.jackson.Shaped;
import io.actor.jackson.Struct;
import io.actor.jackson.TermMapper;
import io.actor.jackson.TermMappingException;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;

import static io.actor.jackson.Shape.ATOM;
import static io.actor.jackson.Shape.CHARLIST;
import static io.actor.jackson.Shape.MILLISECONDS;
import static io.actor.jackson.Shape.PROPLIST;
import static io.actor.jackson.Shape.STRUCT;
import static io.actor.jackson.Shape.TUPLE;
import static io.actor.jackson.Shape.UNTAGGED_TUPLE;

/**
 * A message for a server that declares records: one of these, a term, or a refusal. The
 * first byte chooses how it is read, the rest is the term.
 */
final class MappingTarget extends FuzzTarget {

	private static final TermMapper MAPPER = new TermMapper();

	private static final List<Class<?>> TYPES = List.of(Shape.Circle.class, Shape.Group.class, Order.class, Color.class,
			Everything.class, Forms.class, Texts.class);

	private static final MessageTypes MESSAGES = MAPPER.messageTypes(TYPES);

	/** Something sealed. */
	sealed interface Shape {

		/** A leaf. */
		record Circle(double radius, Color color) implements Shape {
		}

		/** Shapes in shapes. */
		record Group(List<Shape> shapes) implements Shape {
		}

	}

	/** An enum. */
	enum Color {

		RED, GREEN

	}

	/** A record in a record. */
	record Order(String customer, List<Line> lines, Optional<String> note) {

		/** With some numbers. */
		record Line(int count, long price, short size, byte rate, float weight) {
		}

	}

	/** All the rest. */
	record Everything(BigInteger big, byte[] bytes, Map<String, Integer> map, Set<Color> colors, Pid pid, Ref ref,
			Instant at, Duration time, boolean flag, Term term) {
	}

	/** Other forms, and what holds keys that a peer chooses. */
	record Forms(@Shaped(PROPLIST) Map<String, Integer> properties, @Shaped(PROPLIST) Options options,
			@Shaped(UNTAGGED_TUPLE) Options pair, @Shaped(ATOM) String atom, @Shaped(CHARLIST) String characters,
			Destination to, RegisteredName name, Set<Term> terms, Map<Options, Optional<Boolean>> options2, Bean bean) {
	}

	/** May be asked for with fewer keys. */
	record Options(@IfMissing("10") int limit, @IfMissing("x") Optional<String> after) {
	}

	/** What is parsed. */
	@Struct("Chat.Texts")
	record Texts(@Shaped(STRUCT) LocalDate date, @Shaped(STRUCT) LocalTime time, @Shaped(TUPLE) LocalDateTime naive,
			@Shaped(STRUCT) ZonedDateTime zoned, OffsetDateTime offset, @Shaped(MILLISECONDS) Duration patience,
			Period period, YearMonth month, BigDecimal price, URI uri, UUID id) {
	}

	/** Bound by Jackson. */
	public static class Bean {

		public byte[] bytes = {};

		public BigDecimal price = BigDecimal.ONE;

		public List<Bean> more = List.of();

		public Object any = "any";

	}

	private static Forms forms() {
		Options options = new Options(3, Optional.empty());
		return new Forms(Map.of("a", 1), options, options, "joe", "joe", RegisteredName.local("a"),
				new RegisteredName("a", "b@c"), Set.of(Atom.OK, Tuple.of(Atom.OK)), Map.of(options, Optional.of(true)),
				new Bean());
	}

	private static Texts texts() {
		LocalDateTime time = LocalDateTime.of(2026, 7, 2, 3, 4, 5);
		return new Texts(time.toLocalDate(), time.toLocalTime(), time, time.atZone(ZoneId.of("Europe/Paris")),
				time.atOffset(ZoneOffset.UTC), Duration.ofSeconds(1), Period.ofDays(2), YearMonth.of(2026, 7),
				new BigDecimal("1.5E+10"), URI.create("http://a/b?c"), new UUID(1, 2));
	}

	@Override
	Stream<byte[]> seeds() {
		Order order = new Order("joe", List.of(new Order.Line(1, 2, (short) 3, (byte) 4, 5)), Optional.of("soon"));
		Shape.Group shapes = new Shape.Group(List.of(new Shape.Circle(1.5, Color.RED), new Shape.Group(List.of())));
		Stream<byte[]> good = Stream
			.<Object>of(order, shapes, new Shape.Circle(1, Color.GREEN), Color.RED, forms(), texts())
			.flatMap((value) -> Stream.of(MAPPER.toTerm(value), MAPPER.toData(value)))
			.map(TermEncoder::encode);
		return Stream.concat(good, Seeds.terms())
			.flatMap((bytes) -> IntStream.range(0, 8).mapToObj((first) -> Seeds.behind(bytes, first)));
	}

	@Override
	void take(byte[] input) throws Throwable {
		if (input.length < 1) {
			return;
		}
		Term term;
		try {
			term = new TermDecoder(DecodeLimits.WIRE).decode(Arrays.copyOfRange(input, 1, input.length));
		}
		catch (MalformedTermException ex) {
			return;
		}
		int way = input[0] & 7;
		Bounds.within((4 << 20) + 2000L * input.length, () -> map(term, way));
	}

	private static void map(Term term, int way) {
		try {
			Object value = (way < TYPES.size()) ? MAPPER.fromTerm(term, TYPES.get(way)) : MESSAGES.fromTerm(term);
			require(value instanceof Term || TYPES.contains(value.getClass()),
					"Something nobody has declared was made: " + value.getClass());
		}
		catch (TermMappingException ex) {
			require(ex.getMessage().length() < 4000, "A long message about a term that does not fit");
		}
	}

}
