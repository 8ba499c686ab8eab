package io.actor.jackson;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a failure tells, and what it does not let a peer do. */
class MappingFailureTests {

	private final TermMapper mapper = new TermMapper();

	record Inner(int number) {
	}

	record Outer(List<Map<String, Inner>> inners) {
	}

	record Tree(List<Tree> children) {
	}

	record Careful(String name) {

		Careful {
			throw new IllegalArgumentException("bad name: " + name);
		}

	}

	/** Bound by Jackson. */
	public static class Bean {

		public int size;

	}

	@Test
	void theWholeWayToAComponentIsNamed() {
		Term term = Tuple.of(Atom.of("outer"),
				ListTerm.of(MapTerm.of(Binary.utf8("k"), MapTerm.of(Atom.of("number"), Atom.of("x")))));

		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(term, Outer.class))
			.withMessage("Outer.inners: element 0: value of <<\"k\">>: Inner.number: "
					+ "expected an integer from -2147483648 to 2147483647, received x");
	}

	@Test
	void theSenderIsNamedWhenItIsKnown() {
		Pid sender = new Pid(Atom.of("erl@h"), 5, 0, 1);
		TermMappingException failure = TermMappingException.expected("a list", Atom.of("x")).in("A.b");

		assertThat(failure.sender()).isEmpty();
		assertThat(failure.from(sender)).hasMessage("A.b: expected a list, received x, sent by <erl@h.5.0>");
		assertThat(failure.sender()).contains(sender);
	}

	@Test
	void deepDataIsReadAndAFailureInItIsStillShort() {
		MapTerm leaf = MapTerm.of(Atom.of("children"), Atom.of("x"));
		Term broken = leaf;
		Term whole = MapTerm.of(Atom.of("children"), ListTerm.EMPTY);
		for (int i = 0; i < 250; i++) {
			broken = MapTerm.of(Atom.of("children"), ListTerm.of(broken));
			whole = MapTerm.of(Atom.of("children"), ListTerm.of(whole));
		}
		Term deep = broken;

		assertThat(this.mapper.toData(this.mapper.fromTerm(whole, Tree.class))).isEqualTo(whole);
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.fromTerm(deep, Tree.class))
			.withMessageContaining(": ...: ")
			.withMessageEndingWith("element 0: Tree.children: expected a list, received x")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(600));
	}

	@Test
	void aPeersTextWritesNoLinesIntoTheLog() {
		Term name = Binary.utf8("x\nERROR forged\u2028\u0007" + "y".repeat(5_000));

		for (TermMappingException failure : List.of(failure(MapTerm.of(Atom.of("name"), name), Careful.class),
				failure(MapTerm.of(Atom.of("size"), name), Bean.class), failure(name, UUID.class),
				failure(name, Inner.class))) {
			assertThat(failure.getMessage()).hasSizeLessThan(1_700).doesNotContain("\n", "\u2028", "\u0007");
		}
	}

	private TermMappingException failure(Term term, Class<?> type) {
		try {
			throw new AssertionError(this.mapper.fromTerm(term, type));
		}
		catch (TermMappingException ex) {
			return ex;
		}
	}

	@Test
	void textIsReadFromAListOfCharactersOnlyIfItIsOneAndNotTooLong() {
		assertThat(this.mapper.fromTerm(ListTerm.charlist("h\u00e9\ud83d\ude00"), String.class))
			.isEqualTo("h\u00e9\ud83d\ude00");
		assertThat(this.mapper.fromTerm(ListTerm.EMPTY, String.class)).isEmpty();
		byte[] bytes = "latin \u00e9".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(this.mapper.fromTerm(ListTerm.ofBytes(bytes, 0, bytes.length), String.class))
			.isEqualTo("latin \u00e9");
		List<Term> many = Stream.generate(() -> (Term) Int.of('x')).limit(65_536).toList();
		for (Term term : List.of(ListTerm.of(Int.of(-1)), ListTerm.of(Int.of(0xd800)), ListTerm.of(Int.of(0x110000)),
				ListTerm.of(Atom.of("a")), ListTerm.improper(List.of(Int.of('a')), Int.of('b')), ListTerm.of(many))) {
			assertThat(failure(term, String.class)).hasMessageStartingWith("expected a UTF-8 binary or a list of char");
		}
	}

	@Test
	void textThatIsParsedMayNotBeLong() {
		assertThat(failure(Binary.utf8("1".repeat(2_000)), BigDecimal.class)).hasMessageStartingWith("expected a dec");
		assertThat(this.mapper.fromTerm(Int.of(7), BigDecimal.class)).isEqualTo(BigDecimal.valueOf(7));
		assertThat(this.mapper.fromTerm(Float64.of(0.5), BigDecimal.class)).isEqualTo(new BigDecimal("0.5"));
	}

	@Test
	void aKeyThatIsThereTwiceAsTextIsRefusedByJacksonsClassesToo() {
		Term twice = MapTerm.of(Atom.of("size"), Int.of(1), Binary.utf8("size"), Int.of(2));

		assertThat(failure(twice, Bean.class)).hasMessageContaining("a map with each key once as text");
	}

	@Test
	void whateverACodecOfTheApplicationThrowsIsAMappingFailure() {
		TermCodec<UUID> careless = new TermCodec<>() {

			@Override
			public Term write(UUID value) {
				throw new IllegalStateException("cannot");
			}

			@Override
			public UUID read(Term term) {
				return (UUID) (Object) ((Int) term);
			}

		};
		TermMapper own = new TermMapper(new JsonMapper(), Map.of(UUID.class, careless));

		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> own.fromTerm(Tuple.of(Int.of(1)), UUID.class))
			.withMessageStartingWith("expected a UUID, received {1}: java.lang.ClassCastException");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> own.toTerm(new UUID(1, 2)))
			.withMessage("UUID cannot be written: java.lang.IllegalStateException: cannot");
	}

	@Test
	void aCollectionOfAnotherKindCannotBeReadAndIsFoundAtFirstUse() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(ListTerm.EMPTY, ArrayList.class))
			.withMessage("java.util.ArrayList cannot be read; declare Collection, List, Set or Map");
	}

}
