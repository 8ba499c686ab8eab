package io.actor.jackson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageTypesTests {

	private final TermMapper mapper = new TermMapper();

	interface Request<R> {

	}

	sealed interface Query<R> extends Request<R> {

	}

	record Pop() implements Query<Optional<String>> {
	}

	record Count(String key) implements Query<Integer> {
	}

	sealed interface Command {

	}

	record Push(String item) implements Command {
	}

	enum Switch implements Command {

		ON, OFF

	}

	@Tagged("push")
	record OtherPush(int item) {
	}

	@Test
	void messagesAreFoundByTagAndSize() {
		MessageTypes types = this.mapper.messageTypes(Query.class, Command.class);

		assertThat(types.fromTerm(Atom.of("pop"))).isEqualTo(new Pop());
		assertThat(types.fromTerm(Tuple.of(Atom.of("count"), Binary.utf8("k")))).isEqualTo(new Count("k"));
		assertThat(types.fromTerm(Tuple.of(Atom.of("push"), Binary.utf8("x")))).isEqualTo(new Push("x"));
		assertThat(types.fromTerm(Atom.of("off"))).isEqualTo(Switch.OFF);
		assertThat(types).hasToString("[count/2, off/1, on/1, pop/1, push/2]");
	}

	@Test
	void whatNobodyDeclaredStaysATerm() {
		MessageTypes types = this.mapper.messageTypes(Push.class, Term.class);

		for (Term term : new Term[] { Atom.of("push"), Tuple.of(Atom.of("push")), Tuple.EMPTY, Int.of(1),
				Tuple.of(Atom.of("push"), Int.of(1), Int.of(2)), Tuple.of(Int.of(1), Int.of(2)) }) {
			assertThat(types.fromTerm(term)).isSameAs(term);
		}
	}

	@Test
	void aDeclaredMessageWithAnotherComponentIsRefused() {
		MessageTypes types = this.mapper.messageTypes(Command.class);

		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> types.fromTerm(Tuple.of(Atom.of("push"), Int.of(1))))
			.withMessage("Push.item: expected a UTF-8 binary or a list of characters, received 1");
	}

	record Inner(ArrayList<String> list) {
	}

	record Outer(Inner inner) {
	}

	record Left(Right right, ArrayList<String> list) {
	}

	record Right(Optional<Left> left, int number) {
	}

	@Test
	void whatCannotBeMappedIsRefusedEachTime() {
		for (int i = 0; i < 2; i++) {
			for (Class<?> type : List.of(Outer.class, Inner.class, Left.class, Right.class)) {
				assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(type))
					.withMessageEndingWith("java.util.ArrayList cannot be read; declare Collection, List, Set or Map");
			}
		}
		assertThat(this.mapper.messageTypes(Command.class)).hasToString("[off/1, on/1, push/2]");
	}

	@Shaped(Shape.UNTAGGED_TUPLE)
	record Named(@Shaped(Shape.ATOM) String name, int number) {
	}

	@Shaped(Shape.UNTAGGED_TUPLE)
	record Counted(int count, String name) {
	}

	sealed interface Sum {

	}

	@Shaped(Shape.UNTAGGED_TUPLE)
	record Plus(Sum one, Sum other) implements Sum {
	}

	record Minus(Sum sum) implements Sum {
	}

	record Number(int number) implements Sum {
	}

	@Test
	void aTupleWithoutATagThatCanLookLikeAnotherMessageIsRefused() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.messageTypes(Named.class, Push.class))
			.withMessageContaining("Named without its tag can look like ")
			.withMessageContaining("Push, push/2; nothing tells them apart; leave out the @Shaped of one");
		assertThat(this.mapper.messageTypes(Named.class, Pop.class)).hasToString("[a tuple of 2, pop/1]");
		assertThat(this.mapper.messageTypes(Counted.class, Push.class)).hasToString("[a tuple of 2, push/2]");
		Sum sum = new Plus(new Minus(new Number(1)), new Plus(new Number(2), new Number(3)));
		assertThat(this.mapper.fromTerm(this.mapper.toTerm(sum), Sum.class)).isEqualTo(sum);
	}

	private static TermMapper writing(Function<Switch, Term> terms) {
		return new TermMapper(new JsonMapper(), Map.of(Switch.class, new TermCodec<Switch>() {

			@Override
			public Term write(Switch value) {
				return terms.apply(value);
			}

			@Override
			public Switch read(Term term) {
				throw TermMappingException.expected("nothing", term);
			}

		}));
	}

	@Test
	void anEnumWithACodecOfItsOwnIsFoundByWhatThatWrites() {
		TermMapper upper = writing((value) -> Atom.of(value.name()));

		assertThat(upper.messageTypes(Switch.class).fromTerm(upper.toTerm(Switch.ON))).isEqualTo(Switch.ON);
		assertThat(upper.messageTypes(Switch.class).fromTerm(Atom.of("on"))).isEqualTo(Atom.of("on"));
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> writing((value) -> Int.of(1)).messageTypes(Switch.class))
			.withMessageEndingWith("Switch has a codec of its own and so no atom to be found by");
	}

	@Struct("")
	record Nameless(int number) {
	}

	record Defaults(@IfMissing(LONG) String text) {
	}

	private static final String LONG = "0123456789012345678901234567890123456789012345678901234567890123456789"
			+ "0123456789012345678901234567890123456789012345678901234567890123456789"
			+ "0123456789012345678901234567890123456789012345678901234567890123456789"
			+ "0123456789012345678901234567890123456789012345678901234567890123456789";

	@Tagged(LONG)
	record TooLong() {
	}

	@Test
	void annotationsThatNameNoAtomAreMappingFailures() {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(Nameless.class))
			.withMessageContaining("@Struct names no module");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(TooLong.class))
			.withMessageContaining("An atom has at most 255 characters");
		assertThat(this.mapper.fromTerm(MapTerm.EMPTY, Defaults.class)).isEqualTo(new Defaults(LONG));
	}

	@Test
	void whatCannotBeAMessageIsRefusedWhenDeclared() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.messageTypes(Command.class, OtherPush.class))
			.withMessageContaining("Push and ")
			.withMessageContaining("are both push/2 on the wire; rename one with @Tagged");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(String.class))
			.withMessageContaining("java.lang.String cannot be a message");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.messageTypes(Request.class))
			.withMessageContaining("Request cannot be a message");
	}

}
