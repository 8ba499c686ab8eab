package io.actor.jackson;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.test.tape.AnyTerm;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Property;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Records of every shape against random values, damaged terms and other versions. */
class ShapePropertyTests {

	private final TermMapper mapper = new TermMapper();

	record Point(int x, Optional<Integer> y) {
	}

	@Shaped(Shape.PROPLIST)
	record Options(int limit, @IfMissing("true") boolean reverse, Optional<String> after, OptionalInt most) {
	}

	@Shaped(Shape.UNTAGGED_TUPLE)
	record Pair(String left, Point right) {
	}

	sealed interface Said {

	}

	@Struct("Chat.Line")
	record Line(String text, Optional<String> author, @Shaped(Shape.STRUCT) Instant at,
			@Shaped(Shape.STRUCT) Optional<LocalDate> day, @IfMissing Set<String> tags) implements Said {
	}

	record Joined(@Shaped(Shape.ATOM) String room) implements Said {
	}

	record Many(List<Said> said) implements Said {
	}

	enum Quiet implements Said {

		QUIET, VERY_QUIET

	}

	sealed interface Result<T> {

	}

	record Ok<T>(T value) implements Result<T> {
	}

	record Failed<T>(String why) implements Result<T> {
	}

	record All(@Shaped(Shape.TUPLE) Point point, Options options, Map<Long, Pair> pairs, Said said,
			@Shaped(Shape.PROPLIST) Map<String, Integer> counts, @Shaped(Shape.CHARLIST) String characters,
			@Shaped(Shape.MILLISECONDS) Duration took, @Shaped(Shape.TUPLE) LocalDateTime when, Result<Said> result,
			Object anything) {
	}

	private static All all(Choices choices) {
		Map<Long, Pair> pairs = new LinkedHashMap<>();
		choices.list(3, choices::anyLong).forEach((key) -> pairs.put(key, new Pair(choices.string(5), point(choices))));
		Map<String, Integer> counts = new LinkedHashMap<>();
		choices.list(3, () -> choices.string(5)).forEach((key) -> counts.put(key, choices.anyInt()));
		Options options = new Options(choices.anyInt(), choices.chance(0.5),
				choices.chance(0.5) ? Optional.of(choices.string(5)) : Optional.empty(),
				choices.chance(0.5) ? OptionalInt.of(choices.anyInt()) : OptionalInt.empty());
		Result<Said> result = choices.chance(0.5) ? new Ok<>(said(choices, 1)) : new Failed<>(choices.string(5));
		return new All(point(choices), options, pairs, said(choices, 2), counts, choices.string(10),
				Duration.ofMillis(choices.anyInt()),
				LocalDateTime.ofEpochSecond(choices.between(-60_000_000_000L, 200_000_000_000L), 0, ZoneOffset.UTC),
				result, AnyTerm.of(choices, 1));
	}

	private static Point point(Choices choices) {
		return new Point(choices.anyInt(), choices.chance(0.5) ? Optional.of(choices.anyInt()) : Optional.empty());
	}

	private static Said said(Choices choices, int depth) {
		return switch (choices.weighted(1, 2, 1, (depth > 0) ? 2 : 0)) {
			case 0 -> choices.oneOf(Quiet.values());
			case 1 ->
				new Line(choices.string(5), choices.chance(0.5) ? Optional.of(choices.string(5)) : Optional.empty(),
						Instant.ofEpochSecond(choices.between(-60_000_000_000L, 200_000_000_000L),
								choices.below(1_000_000) * 1000L),
						choices.chance(0.5) ? Optional.of(LocalDate.ofEpochDay(choices.between(-500_000L, 2_000_000L)))
								: Optional.empty(),
						Set.copyOf(choices.list(3, () -> choices.string(4))));
			case 2 -> new Joined(choices.string(8));
			default -> new Many(choices.list(3, () -> said(choices, depth - 1)));
		};
	}

	private static Object message(Choices choices) {
		return choices.chance(0.5) ? all(choices) : said(choices, 3);
	}

	@Test
	void whatHasAShapeIsReadAsItWasWritten() {
		Property.named("shapes.roundTrip").cases(300).check((choices) -> {
			Object message = choices.note("message", message(choices));

			byte[] bytes = TermEncoder.encode(this.mapper.toTerm(message));
			Term received = new TermDecoder(DecodeLimits.WIRE).decode(bytes);

			assertThat(this.mapper.fromTerm(received, message.getClass())).isEqualTo(message);
			assertThat(this.mapper.fromTerm(this.mapper.toData(message), message.getClass())).isEqualTo(message);
		});
	}

	@Test
	void aDamagedMessageIsAValueOrAFailureThatSaysWhereAndNothingElse() {
		Property.named("shapes.damage").cases(500).check((choices) -> {
			Object message = choices.note("message", message(choices));
			Term damaged = choices.note("damaged", damage(choices, this.mapper.toTerm(message)));
			Class<?> type = (message instanceof Said) ? Said.class : All.class;
			Object value;
			try {
				value = this.mapper.fromTerm(damaged, type);
			}
			catch (TermMappingException ex) {
				assertThat(ex.getMessage()).contains("received ").hasSizeLessThan(3_000);
				return;
			}
			try {
				assertThat(this.mapper.fromTerm(this.mapper.toTerm(value), type)).isEqualTo(value);
			}
			catch (TermMappingException ex) {
				// A date that was read from one form and is too far away for its own.
				assertThat(ex.getMessage()).containsPattern("Line.(at|day)|All.(when|took)");
			}
		});
	}

	@Test
	void aRandomTermIsAValueOrAFailureAndNothingElse() {
		Property.named("shapes.refusal").cases(300).check((choices) -> {
			Term term = choices.note("term", AnyTerm.of(choices, 3));
			Class<?> type = choices.note("type",
					choices.<Class<?>>oneOf(All.class, Said.class, Result.class, Options.class, Pair.class, Point.class,
							Line.class, Instant.class, LocalDate.class, LocalDateTime.class, Set.class, Map.class,
							OptionalInt.class));
			try {
				assertThat(this.mapper.fromTerm(term, type)).isInstanceOf(type);
			}
			catch (TermMappingException ex) {
				assertThat(ex.getMessage()).contains("received ");
			}
		});
	}

	@Test
	void keysThatAreMissingOrUnknownFollowTheRule() {
		Property.named("shapes.versions").cases(200).check((choices) -> {
			Line line = new Line(choices.string(5), Optional.of(choices.string(5)), Instant.EPOCH,
					Optional.of(LocalDate.EPOCH), Set.of(choices.string(3)));
			Map<Term, Term> entries = new LinkedHashMap<>(((MapTerm) this.mapper.toData(line)).toMap());
			boolean text = choices.chance(0.8) || entries.remove(Atom.of("text")) == null;
			boolean author = choices.chance(0.5) || entries.remove(Atom.of("author")) == null;
			boolean tags = choices.chance(0.5) || entries.remove(Atom.of("tags")) == null;
			entries.put(Atom.of("unknown"), AnyTerm.of(choices, 2));
			MapTerm received = choices.note("received", MapTerm.of(entries));

			if (text) {
				assertThat(this.mapper.fromTerm(received, Line.class))
					.isEqualTo(new Line(line.text(), author ? line.author() : Optional.empty(), line.at(), line.day(),
							tags ? line.tags() : Set.of()));
			}
			else {
				try {
					throw new AssertionError(this.mapper.fromTerm(received, Line.class));
				}
				catch (TermMappingException ex) {
					assertThat(ex.getMessage()).startsWith("Line.text: expected a map with the key text");
				}
			}
		});
	}

	/** The term with one part replaced by any other term, or left out. */
	private static Term damage(Choices choices, Term term) {
		if (choices.chance(0.2)) {
			return AnyTerm.of(choices, 1);
		}
		return switch (term) {
			case Tuple tuple when tuple.arity() > 0 -> Tuple.of(damageOne(choices, tuple.elements()));
			case ListTerm list when list.isProper() && list.size() > 0 ->
				ListTerm.of(damageOne(choices, list.elements()));
			case MapTerm map when map.size() > 0 -> {
				Map<Term, Term> entries = new LinkedHashMap<>(map.toMap());
				Term key = map.keyAt(choices.below(map.size()));
				if (choices.chance(0.2)) {
					entries.remove(key);
				}
				else {
					entries.put(key, damage(choices, map.get(key).orElseThrow()));
				}
				yield MapTerm.of(entries);
			}
			default -> AnyTerm.of(choices, 1);
		};
	}

	private static List<Term> damageOne(Choices choices, List<Term> elements) {
		List<Term> damaged = new ArrayList<>(elements);
		int index = choices.below(damaged.size());
		if (choices.chance(0.2)) {
			damaged.remove(index);
		}
		else {
			damaged.set(index, damage(choices, damaged.get(index)));
		}
		return damaged;
	}

}
