package io.actor.jackson;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
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
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
	void aConstructorsRefusalShowsWhatWasReceived() {
		Term term = Tuple.of(Atom.of("careful"), Binary.utf8("joe"));

		assertThat(failure(term, Careful.class)).hasMessage("Careful refuses its components: "
				+ "java.lang.IllegalArgumentException: bad name: joe, received {careful,<<\"joe\">>}");
	}

	@Test
	void noCauseBringsAPeersTextIntoTheLogEither() {
		TermMapper own = new TermMapper(new JsonMapper(), Map.of(UUID.class, new TermCodec<UUID>() {

			@Override
			public Term write(UUID value) {
				return Atom.OK;
			}

			@Override
			public UUID read(Term term) {
				throw new IllegalStateException(((Binary) term).utf8());
			}

		}));
		Term text = Binary.utf8("x\nERROR forged" + "y".repeat(5_000));
		TermMappingException constructor = failure(MapTerm.of(Atom.of("name"), text), Careful.class);
		StringWriter trace = new StringWriter();

		constructor.printStackTrace(new PrintWriter(trace));
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> own.fromTerm(text, UUID.class))
			.satisfies((ex) -> ex.printStackTrace(new PrintWriter(trace)));

		assertThat(trace.toString()).doesNotContain("\nERROR", "y".repeat(2_000))
			.contains("Caused by: java.lang.IllegalArgumentException: bad name: x?ERROR forged",
					"Caused by: java.lang.IllegalStateException: x?ERROR forged",
					"at io.actor.jackson.MappingFailureTests$Careful.<init>");
	}

	@Test
	void aKeyIsShownInPlainText() {
		Map<String, Object> map = Map.of("k\nERROR forged" + "y".repeat(100), new Object());

		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm(map))
			.withMessage("value of k?ERROR forged" + "y".repeat(26) + "...: A bare java.lang.Object has no term");
	}

	@Test
	void aNumberMayNotHaveATrapOfAnExponent() {
		for (String text : List.of("1E+2000000000", "1E-2000000000", "1E1001")) {
			assertThat(failure(Binary.utf8(text), BigDecimal.class))
				.hasMessageStartingWith("expected a decimal number of a scale of at most 1000, received <<\"1E");
		}
		assertThat(this.mapper.fromTerm(Binary.utf8("1E+1000"), BigDecimal.class)).isEqualTo(new BigDecimal("1E+1000"));
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new BigDecimal("1E+1001")))
			.withMessage("a number of scale -1001 is not read again, at most 1000 is");
	}

	@Test
	void whatNoReceiverWouldReadIsNotSent() {
		URI uri = URI.create("http://host/" + "x".repeat(8_180));

		assertThat(this.mapper.fromTerm(this.mapper.toTerm(uri), URI.class)).isEqualTo(uri);
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(URI.create(uri + "x")))
			.withMessage("a text of 8193 bytes is not read again, at most 8192 are");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new BigDecimal("1".repeat(1_025))))
			.withMessage("a text of 1025 bytes is not read again, at most 1024 are");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(new Chars("x".repeat(65_536))))
			.withMessage("Chars.text: a list of 65536 characters is not read as text again, at most 65535 are");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.toTerm(RegisteredName.local("x".repeat(300))))
			.withMessageStartingWith("An atom has at most 255 characters");
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm(null))
			.withMessage("null has no term");
	}

	record Chars(@Shaped(Shape.CHARLIST) String text) {
	}

	@Test
	void whatIsDeeperThanTheStackIsAMappingFailureLikeOthers() throws Exception {
		Term whole = MapTerm.of(Atom.of("children"), ListTerm.EMPTY);
		Tree tree = new Tree(List.of());
		for (int i = 0; i < 10_000; i++) {
			whole = MapTerm.of(Atom.of("children"), ListTerm.of(whole));
			tree = new Tree(List.of(tree));
		}
		Term deep = whole;
		Tree tall = tree;
		List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

		for (Executable each : List.<Executable>of(() -> this.mapper.fromTerm(deep, Tree.class),
				() -> this.mapper.toData(tall), () -> this.mapper.toTerm(tall),
				() -> this.mapper.messageTypes(Tree.class).fromTerm(Tuple.of(Atom.of("tree"), ListTerm.of(deep))))) {
			Thread small = new Thread(null, () -> {
				try {
					each.execute();
				}
				catch (Throwable ex) {
					failures.add(ex);
				}
			}, "small", 512 * 1024);
			small.start();
			small.join();
		}

		assertThat(failures).hasSize(4).allSatisfy((failure) -> {
			assertThat(failure).isInstanceOf(TermMappingException.class);
			assertThat(failure.getMessage()).endsWith("nested too deep for the stack of the thread");
		});
	}

	@Test
	void aCollectionOfAnotherKindCannotBeReadAndIsFoundAtFirstUse() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(ListTerm.EMPTY, ArrayList.class))
			.withMessage("java.util.ArrayList cannot be read; declare Collection, List, Set or Map");
	}

}
