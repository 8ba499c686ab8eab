package io.actor.rpc;

import java.util.List;

import io.actor.term.Atom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The list of what other nodes may call. */
class RemoteFunctionsTests {

	record Two(String first, int second) {
	}

	private static final RemoteFunctions SOME = RemoteFunctions.NONE.function("rooms", "count", 0, (args) -> 1)
		.function("rooms", "count", 1, (args) -> 2)
		.function("rooms", "history", Two.class, Two::second)
		.function("erlang", "node", 0, (args) -> Atom.of("n"));

	@Test
	void nothingIsThereUnlessItIsDeclared() {
		assertThat(RemoteFunctions.NONE.names()).isEmpty();
		assertThat(SOME.names()).containsExactly("erlang:node/0", "rooms:count/0", "rooms:count/1", "rooms:history/2");
	}

	@Test
	void aFunctionIsDeclaredOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> SOME.function("rooms", "count", 1, (args) -> 3))
			.withMessageContaining("rooms:count/1 is declared twice");
		assertThatIllegalArgumentException().isThrownBy(() -> SOME.and(SOME))
			.withMessageContaining("is declared twice");
	}

	@Test
	void namesAndAritiesThatCannotBeAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RemoteFunctions.NONE.function("erpc", "execute_call", 4, (args) -> 1));
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteFunctions.NONE.function("", "a", 4, (args) -> 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RemoteFunctions.NONE.function("a", "a", 256, (args) -> 1));
	}

	@Test
	void patternsAllowOneFunctionOrThoseOfAModule() {
		assertThat(SOME.only(List.of("rooms:count/1")).names()).containsExactly("rooms:count/1");
		assertThat(SOME.only(List.of("rooms:*", "rooms:count/1")).names()).hasSize(3);
		assertThat(SOME.only(List.of()).names()).isEmpty();
	}

	@Test
	void aPatternThatAllowsNothingIsAMistakeThatIsTold() {
		for (String pattern : List.of("*", "rooms:count", "rooms:count/2", "os:*")) {
			assertThatIllegalArgumentException().isThrownBy(() -> SOME.only(List.of(pattern)))
				.withMessageContaining("'" + pattern + "' is none of [erlang:node/0, rooms:count/0");
		}
	}

}
