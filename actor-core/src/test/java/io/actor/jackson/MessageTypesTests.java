package io.actor.jackson;

import java.util.Optional;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

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
		assertThat(types.typeOf(Atom.of("pop"))).contains(Pop.class);
		assertThat(types).hasToString("[count/2, off/1, on/1, pop/1, push/2]");
	}

	@Test
	void whatNobodyDeclaredStaysATerm() {
		MessageTypes types = this.mapper.messageTypes(Push.class, Term.class);

		for (Term term : new Term[] { Atom.of("push"), Tuple.of(Atom.of("push")), Tuple.EMPTY, Int.of(1),
				Tuple.of(Atom.of("push"), Int.of(1), Int.of(2)), Tuple.of(Int.of(1), Int.of(2)) }) {
			assertThat(types.fromTerm(term)).isSameAs(term);
			assertThat(types.typeOf(term)).isEmpty();
		}
	}

	@Test
	void aDeclaredMessageWithAnotherComponentIsRefused() {
		MessageTypes types = this.mapper.messageTypes(Command.class);

		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> types.fromTerm(Tuple.of(Atom.of("push"), Int.of(1))))
			.withMessage("Push.item: expected a UTF-8 binary or a list of characters, received 1");
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
