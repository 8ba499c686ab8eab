package io.actor.jackson;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Sealed hierarchies: nested, generic, ambiguous. */
class SealedTermsTests {

	private final TermMapper mapper = new TermMapper();

	sealed interface Result<T> {

	}

	record Ok<T>(T value) implements Result<T> {
	}

	record Failed<T>(String why) implements Result<T> {
	}

	sealed interface Shape2 {

	}

	sealed interface Round extends Shape2 {

	}

	record Circle(double radius) implements Round {
	}

	record Ring(Circle inner, double width) implements Round {
	}

	enum Flat implements Shape2 {

		LINE, @Tagged("dot")
		POINT

	}

	record Group(List<Shape2> members, Map<Flat, Round> named) implements Shape2 {
	}

	record Report(Result<List<Circle>> circles, Result<Shape2> shape) {
	}

	@Test
	void theVariablesOfAGenericSealedTypeReachItsRecords() {
		Report report = new Report(new Ok<>(List.of(new Circle(1))), new Ok<>(new Group(List.of(), Map.of())));
		Report failed = new Report(new Failed<>("no"), new Failed<>("no"));

		assertThat(this.mapper.toTerm(report)).hasToString("{report,{ok,[#{radius => 1.0}]},{ok,{group,[],#{}}}}");
		assertThat(this.mapper.fromTerm(this.mapper.toTerm(report), Report.class)).isEqualTo(report);
		assertThat(this.mapper.fromTerm(this.mapper.toTerm(failed), Report.class)).isEqualTo(failed);
	}

	@Test
	void hierarchiesMayBeNestedAndContainThemselves() {
		Group group = new Group(
				List.of(new Circle(1), new Ring(new Circle(2), 3), Flat.POINT, new Group(List.of(Flat.LINE), Map.of())),
				Map.of(Flat.LINE, new Circle(4)));

		Term term = this.mapper.toTerm(group);

		assertThat(term).hasToString("{group,[{circle,1.0},{ring,#{radius => 2.0},3.0},dot,{group,[line],#{}}],"
				+ "#{line => {circle,4.0}}}");
		assertThat(this.mapper.fromTerm(term, Shape2.class)).isEqualTo(group);
	}

	@Test
	void aReplyThatIsOneOfSeveralRecordsCanBeToldFromTheOthers() {
		Term one = this.mapper.toData(new Circle(1));
		Term several = this.mapper.toData(List.of(new Circle(1), Flat.LINE));
		Term wrapped = this.mapper.toData(Optional.of(new Circle(1)));

		assertThat(one).hasToString("{circle,1.0}");
		assertThat(this.mapper.fromTerm(one, Shape2.class)).isEqualTo(new Circle(1));
		assertThat(this.mapper.fromTerm(several, new TypeReference<List<Shape2>>() {
		}.getType())).isEqualTo(List.of(new Circle(1), Flat.LINE));
		assertThat(this.mapper.fromTerm(wrapped, new TypeReference<Optional<Circle>>() {
		}.getType())).isEqualTo(Optional.of(new Circle(1)));
	}

	sealed interface Maps {

	}

	@Shaped(Shape.MAP)
	record MapOne(int a) implements Maps {
	}

	@Shaped(Shape.MAP)
	record MapTwo(int b) implements Maps {
	}

	sealed interface Forms {

	}

	@Shaped(Shape.MAP)
	record AsMap(int a) implements Forms {
	}

	@Shaped(Shape.PROPLIST)
	record AsList(int a) implements Forms {
	}

	@Shaped(Shape.UNTAGGED_TUPLE)
	record AsPair(int a, int b) implements Forms {
	}

	record AsTagged(int a) implements Forms {
	}

	sealed interface Same {

	}

	@Tagged("off")
	record Off() implements Same {
	}

	enum Switch implements Same {

		ON, OFF

	}

	record UsesSame(List<Optional<Same>> same) {
	}

	@Test
	void alternativesNothingTellsApartAreFoundAtFirstUse() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(Int.of(1), Maps.class))
			.withMessageContaining(
					"are both a map on the wire; nothing tells them apart; leave out the @Shaped of one");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(UsesSame.class))
			.withMessageContaining("UsesSame.same: ")
			.withMessageContaining("are both off/1 on the wire; rename one with @Tagged");
	}

	@Test
	void oneMapOneListAndATupleOfEachSizeCanBeAlternatives() {
		for (Forms form : List.of(new AsMap(1), new AsList(2), new AsPair(3, 4), new AsTagged(5))) {
			assertThat(this.mapper.fromTerm(this.mapper.toTerm(form), Forms.class)).isEqualTo(form);
		}
		assertThat(this.mapper.messageTypes(Forms.class))
			.hasToString("[a map, a property list, a tuple of 2, as_tagged/2]");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(Tuple.of(Int.of(1)), Forms.class))
			.withMessageStartingWith("Forms: expected one of [a map, a property list, a tuple of 2, as_tagged/2]");
	}

	@Test
	void aStructThatWasNotDeclaredIsNotTakenForAMap() {
		Term struct = MapTerm.of(Atom.of("__struct__"), Atom.of("Elixir.X"), Atom.of("a"), Int.of(1));

		assertThat(this.mapper.messageTypes(AsMap.class, AsList.class).fromTerm(struct)).isSameAs(struct);
		assertThat(this.mapper.messageTypes(AsList.class).fromTerm(ListTerm.of(Tuple.of(Atom.of("a"), Int.of(1)))))
			.isEqualTo(new AsList(1));
	}

}
