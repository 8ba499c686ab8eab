package io.actor.fuzz;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.actor.jackson.MessageTypes;
import io.actor.jackson.TermMapper;
import io.actor.jackson.TermMappingException;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;

/**
 * A message for a server that declares records: one of these, a term, or a refusal. The
 * first byte chooses how it is read, the rest is the term.
 */
final class MappingTarget extends FuzzTarget {

	private static final TermMapper MAPPER = new TermMapper();

	private static final List<Class<?>> TYPES = List.of(Shape.Circle.class, Shape.Group.class, Order.class, Color.class,
			Everything.class);

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

	@Override
	Stream<byte[]> seeds() {
		Order order = new Order("joe", List.of(new Order.Line(1, 2, (short) 3, (byte) 4, 5)), Optional.of("soon"));
		Shape.Group shapes = new Shape.Group(List.of(new Shape.Circle(1.5, Color.RED), new Shape.Group(List.of())));
		Stream<byte[]> good = Stream.<Object>of(order, shapes, new Shape.Circle(1, Color.GREEN), Color.RED)
			.flatMap((value) -> Stream.of(MAPPER.toTerm(value), MAPPER.toData(value)))
			.map(TermEncoder::encode);
		return Stream.concat(good, Seeds.terms())
			.flatMap((bytes) -> Stream.of(0, 1, 2, 3, 4, 5).map((first) -> Seeds.behind(bytes, first)));
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
