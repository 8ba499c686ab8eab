package io.actor.jackson;

import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.actor.term.Binary;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.test.tape.AnyTerm;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A Java value that travels is the same value on the other side. */
class BindingPropertyTests {

	private final TermMapper mapper = new TermMapper();

	enum Colour {

		RED, DARK_BLUE, @Tagged("Green")
		GREEN

	}

	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {
	}

	record Box(List<Shape> inside, Optional<Colour> colour) implements Shape {
	}

	enum Nothing implements Shape {

		NO_SHAPE

	}

	record Numbers(byte tiny, short small, int usual, long great, BigInteger any, float single, double real) {
	}

	record Letter(String text, char sign, boolean read, Optional<String> answer, Duration age) {
	}

	record Everything(@Tagged("no") Numbers numbers, List<Letter> letters, Map<String, List<Integer>> lists,
			Map<Colour, Optional<Long>> colours, Shape shape, Pid pid, Ref ref, Term term) {
	}

	@Test
	void whatIsSentIsReceived() {
		Property.named("binding.roundTrip").cases(400).check((choices) -> roundTrip(choices, UnaryOperator.identity()));
	}

	private void roundTrip(Choices choices, UnaryOperator<Term> network) throws Exception {
		Object message = choices.note("message", message(choices));

		byte[] bytes = TermEncoder.encode(network.apply(this.mapper.toTerm(message)));
		Term received = new TermDecoder(DecodeLimits.WIRE).decode(bytes);

		assertThat(this.mapper.fromTerm(received, message.getClass())).isEqualTo(message);
	}

	@Test
	void aNetworkThatLosesTheLastElementOfAListIsFound() {
		Counterexample found = Property.named("binding.roundTrip")
			.cases(300)
			.search((choices) -> roundTrip(choices, BindingPropertyTests::losesLast))
			.orElseThrow();

		assertThat(found.notes()).singleElement()
			.asString()
			.contains("Box[inside=[Circle[radius=0.0]], colour=Optional");
	}

	private static Term losesLast(Term term) {
		return switch (term) {
			case Tuple tuple -> Tuple.of(tuple.elements().stream().map(BindingPropertyTests::losesLast).toList());
			case ListTerm list when list.size() > 0 && list.isProper() ->
				ListTerm.of(list.elements().subList(0, list.size() - 1));
			default -> term;
		};
	}

	private static Object message(Choices choices) {
		return switch (choices.below(4)) {
			case 0 -> shape(choices, 3);
			case 1 -> numbers(choices);
			case 2 -> letter(choices);
			default -> everything(choices);
		};
	}

	private static Everything everything(Choices choices) {
		Map<String, List<Integer>> lists = new LinkedHashMap<>();
		choices.list(4, () -> choices.string(5)).forEach((key) -> lists.put(key, choices.list(5, choices::anyInt)));
		Map<Colour, Optional<Long>> colours = new LinkedHashMap<>();
		choices.list(3, () -> choices.oneOf(Colour.values()))
			.forEach(
					(key) -> colours.put(key, choices.chance(0.5) ? Optional.of(choices.anyLong()) : Optional.empty()));
		return new Everything(numbers(choices), choices.list(3, () -> letter(choices)), lists, colours,
				shape(choices, 2), AnyTerm.pid(choices), AnyTerm.ref(choices), AnyTerm.of(choices, 2));
	}

	private static Numbers numbers(Choices choices) {
		return new Numbers((byte) choices.below(256), (short) choices.below(65536), choices.anyInt(), choices.anyLong(),
				choices.bigInteger(100), (float) choices.anyInt(), choices.anyDouble());
	}

	private static Letter letter(Choices choices) {
		return new Letter(choices.string(10), (char) ('a' + choices.below(200)), choices.chance(0.5),
				choices.chance(0.5) ? Optional.of(choices.string(10)) : Optional.empty(),
				Duration.ofNanos(choices.anyLong()));
	}

	private static Shape shape(Choices choices, int depth) {
		return switch (choices.weighted(1, 1, (depth > 0) ? 2 : 0)) {
			case 0 -> new Circle(choices.anyDouble());
			case 1 -> Nothing.NO_SHAPE;
			default -> new Box(choices.list(4, () -> shape(choices, depth - 1)),
					choices.chance(0.5) ? Optional.of(choices.oneOf(Colour.values())) : Optional.empty());
		};
	}

	@Test
	void aTermThatIsNoMessageIsRefusedAsSuch() {
		Property.named("binding.refusal").cases(300).check((choices) -> {
			Term term = choices.note("term", AnyTerm.of(choices, 3));
			Class<?> type = choices.note("type", choices.<Class<?>>oneOf(Shape.class, Numbers.class, Letter.class,
					Everything.class, Colour.class, int.class, String.class, byte[].class, Map.class));
			try {
				Object value = this.mapper.fromTerm(term, type);
				if (type == String.class && term instanceof Binary) {
					assertThat(Binary.utf8((String) value)).isEqualTo(term);
				}
			}
			catch (TermMappingException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
		});
	}

}
