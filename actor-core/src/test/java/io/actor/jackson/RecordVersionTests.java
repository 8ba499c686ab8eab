package io.actor.jackson;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two versions of a record, one on each side. */
class RecordVersionTests {

	private final TermMapper mapper = new TermMapper();

	/** As it was. */
	private static final class Old {

		record Line(String text) {
		}

		record Say(Line line) {
		}

	}

	/** As it is now. */
	private static final class New {

		enum Colour {

			RED, DARK_BLUE

		}

		record Line(String text, Optional<String> author, @IfMissing List<String> tags, @IfMissing("3") int size,
				@IfMissing("true") boolean shown, @IfMissing("dark_blue") Colour colour,
				@IfMissing("PT5S") Duration kept, @IfMissing("1.5") double weight,
				@IfMissing Map<String, Integer> votes, OptionalInt lines, OptionalLong words, OptionalDouble mood,
				@IfMissing("0.10") BigDecimal price) {
		}

		record Say(Line line) {
		}

	}

	private static final New.Line FROM_OLD = new New.Line("hi", Optional.empty(), List.of(), 3, true,
			New.Colour.DARK_BLUE, Duration.ofSeconds(5), 1.5, Map.of(), OptionalInt.empty(), OptionalLong.empty(),
			OptionalDouble.empty(), new BigDecimal("0.10"));

	@Test
	void whatAnOlderVersionDoesNotSendIsEmptyOrWhatIfMissingSays() {
		Term old = this.mapper.toTerm(new Old.Say(new Old.Line("hi")));

		assertThat(this.mapper.fromTerm(old, New.Say.class)).isEqualTo(new New.Say(FROM_OLD));
	}

	@Test
	void whatANewerVersionSendsBesidesIsIgnored() {
		Term now = this.mapper.toTerm(new New.Say(FROM_OLD));

		assertThat(this.mapper.fromTerm(now, Old.Say.class)).isEqualTo(new Old.Say(new Old.Line("hi")));
		assertThat(this.mapper.fromTerm(now, New.Say.class)).isEqualTo(new New.Say(FROM_OLD));
	}

	@Test
	void whatIsThereCountsAndNotWhatIfMissingSays() {
		New.Line line = new New.Line("hi", Optional.of("joe"), List.of("a"), 4, false, New.Colour.RED, Duration.ZERO, 2,
				Map.of("x", 1), OptionalInt.of(1), OptionalLong.of(2), OptionalDouble.of(0.5), BigDecimal.ONE);

		assertThat(this.mapper.fromTerm(this.mapper.toData(line), New.Line.class)).isEqualTo(line);
	}

	@Shaped(Shape.PROPLIST)
	record Limits(@IfMissing("10") OptionalInt most, @IfMissing("joe") Optional<String> author, OptionalInt least) {
	}

	@Test
	void whatIsEmptyIsSentWhereItsAbsenceMeansSomethingElse() {
		Limits none = new Limits(OptionalInt.empty(), Optional.empty(), OptionalInt.empty());

		Term term = this.mapper.toTerm(none);

		assertThat(term).hasToString("[{most,undefined},{author,undefined}]");
		assertThat(this.mapper.fromTerm(term, Limits.class)).isEqualTo(none);
	}

	@Test
	void aMissingComponentWithoutARuleIsRefusedByName() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Atom.of("size"), Int.of(1)), New.Line.class))
			.withMessage("Line.text: expected a map with the key text, received #{size => 1}");
	}

	@Test
	void aTupleOfAnotherSizeIsAnotherMessage() {
		MessageTypes types = this.mapper.messageTypes(Old.Say.class);
		Term longer = Tuple.of(Atom.of("say"), MapTerm.EMPTY, Int.of(1));

		assertThat(types.fromTerm(longer)).isSameAs(longer);
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(longer, Old.Say.class))
			.withMessage("Say: expected a tuple {say, ...} of 2 elements, received {say,#{},1}");
	}

	@Test
	void twoVersionsOfAMessageCanBeDeclaredBesideEachOther() {
		MessageTypes types = this.mapper.messageTypes(Put1.class, Put2.class);

		assertThat(types.fromTerm(Tuple.of(Atom.of("put"), Int.of(1)))).isEqualTo(new Put1(1));
		assertThat(types.fromTerm(Tuple.of(Atom.of("put"), Int.of(1), Int.of(2)))).isEqualTo(new Put2(1, 2));
	}

	@Tagged("put")
	record Put1(int value) {
	}

	@Tagged("put")
	record Put2(int value, int time) {
	}

	record Impossible(@IfMissing("many") int count) {
	}

	record Empty(@IfMissing String text, @IfMissing Optional<Integer> none) {
	}

	@Test
	void anIfMissingThatIsNoValueOfItsTypeIsFoundAtFirstUse() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.messageTypes(Impossible.class))
			.withMessage("Impossible.count can never be what its @IfMissing says: \"many\"");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(Empty.class))
			.withMessageStartingWith("Empty.none can never be");
	}

	record Twice(int a, @Tagged("a") int b) {
	}

	@Test
	void aComponentThatIsThereTwiceIsRefusedInARecordAndCannotBeInAMap() {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(Twice.class))
			.withMessage("Twice.b has the same key as another component: a; rename one with @Tagged");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> MapTerm.of(Atom.of("a"), Int.of(1), Atom.of("a"), Int.of(2)))
			.withMessageContaining("occurs twice");
	}

	@Test
	void nothingIsUndefinedOrNilOrNull() {
		for (String absent : List.of("undefined", "nil", "null")) {
			MapTerm term = MapTerm.of(Atom.of("text"), Binary.utf8("hi"), Atom.of("author"), Atom.of(absent),
					Atom.of("lines"), Atom.of(absent), Atom.of("words"), Atom.of(absent), Atom.of("mood"),
					Atom.of(absent));
			assertThat(this.mapper.fromTerm(term, New.Line.class)).isEqualTo(FROM_OLD);
		}
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(Optional.of(Atom.of("nil"))))
			.withMessage("an Optional of nil would be read as an empty one");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(Atom.of("nil"), String.class))
			.withMessageContaining("received nil");
		assertThat(this.mapper.toTerm(List.of(OptionalInt.empty(), OptionalLong.of(1))))
			.isEqualTo(ListTerm.of(Atom.UNDEFINED, Int.of(1)));
	}

}
