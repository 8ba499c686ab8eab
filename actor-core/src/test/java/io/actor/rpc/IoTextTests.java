package io.actor.rpc;

import java.util.List;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What processes of other nodes print; the expected texts are Erlang's. */
class IoTextTests {

	private static final Atom UNICODE = Atom.of("unicode");

	private static String format(String format, Term... values) {
		return IoText.of(List.of(UNICODE, Atom.of("io_lib"), Atom.of("format"),
				ListTerm.of(ListTerm.charlist(format), ListTerm.of(values))))
			.orElseThrow();
	}

	@Test
	void directivesAreReplacedByTheirValues() {
		assertThat(format("~p and ~w~n", Atom.of("a b"), Tuple.of(Int.of(1), Int.of(2))))
			.isEqualTo("'a b' and {1,2}\n");
		assertThat(format("~s|~ts|~s", Binary.utf8("x"), Binary.utf8("\u00e9"), Atom.of("atom")))
			.isEqualTo("x|\u00e9|atom");
		assertThat(format("~c~c~~", Int.of('a'), Int.of(0x1F600))).isEqualTo("a\uD83D\uDE00~");
		assertThat(format("~i~p", Int.of(1), Int.of(2))).isEqualTo("2");
		assertThat(format("~P", Int.of(1), Int.of(9))).isEqualTo("1");
	}

	@Test
	void fieldsHaveWidthPrecisionAndPadding() {
		assertThat(format("|~10s|~-10s|~3s|", string("five"), string("five"), string("five")))
			.isEqualTo("|      five|five      |fiv|");
		assertThat(format("|~5.10.0B|~2B|~.16b|~.16#|~16.16._x|", Int.of(42), Int.of(4200), Int.of(255), Int.of(255),
				Int.of(255), string("0x")))
			.isEqualTo("|00042|**|ff|16#FF|____________0xff|");
		assertThat(format("~.2f ~.3e", Float64.of(1.005), Float64.of(12345.678))).isEqualTo("1.00 1.23e+4");
	}

	@Test
	void aFormatThatDoesNotFitItsValuesIsShownAllTheSame() {
		assertThat(format("~p ~p", Int.of(1))).isEqualTo("1 undefined");
		assertThat(format("~s ~B", Tuple.of(Int.of(1)), Atom.of("a"))).isEqualTo("{1} a");
		assertThat(format("~999999999c", Int.of('x'))).hasSize(1000);
		assertThat(format("no end ~")).isEqualTo("no end ~");
	}

	@Test
	void charactersComeInAnyShape() {
		assertThat(IoText.of(List.of(UNICODE, ListTerm.of(Int.of('a'), ListTerm.of(Binary.utf8("\u00e9"))))))
			.contains("a\u00e9");
		assertThat(IoText.of(List.of(Atom.of("latin1"), Binary.of((byte) 0xE9)))).contains("\u00e9");
		assertThat(IoText.of(List.of(string("old")))).contains("old");
		assertThat(IoText.of(List.of(UNICODE, Atom.of("atom")))).isEmpty();
		assertThat(IoText.of(List.of(UNICODE, Atom.of("os"), Atom.of("cmd"), ListTerm.EMPTY))).isEmpty();
		assertThat(IoText.of(List.of())).isEmpty();
	}

	private static Term string(String text) {
		return ListTerm.charlist(text);
	}

}
