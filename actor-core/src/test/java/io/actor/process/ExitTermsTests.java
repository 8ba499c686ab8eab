package io.actor.process;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Exit reasons as Erlang writes them, and back. */
class ExitTermsTests {

	private static final Atom SHUTDOWN = Atom.of("shutdown");

	private final ExitTerms terms = new ExitTerms(new OnlyTerms());

	@Test
	void anAtomIsAReasonAndAReasonAnAtom() {
		assertThat(this.terms.toTerm(ExitReason.KILLED)).isEqualTo(Atom.of("killed"));
		assertThat(this.terms.fromTerm(Atom.of("killed"))).isEqualTo(ExitReason.KILLED);
	}

	@Test
	void aShutdownKeepsItsDetail() {
		Term term = Tuple.of(SHUTDOWN, Int.of(7));

		assertThat(this.terms.toTerm(ExitReason.shutdown(Int.of(7)))).isEqualTo(term);
		assertThat(this.terms.fromTerm(term)).isEqualTo(ExitReason.shutdown(Int.of(7)));
	}

	@Test
	void onlyAPairThatBeginsWithItIsAShutdown() {
		for (Term term : new Term[] { Tuple.of(SHUTDOWN, Int.of(1), Int.of(2)),
				Tuple.of(Atom.of("down"), Int.of(1)) }) {
			assertThat(this.terms.fromTerm(term)).isEqualTo(ExitReason.of(term)).isInstanceOf(ExitReason.Custom.class);
		}
	}

	@Test
	void anExceptionTravelsWithItsMessageAndWithoutItsStack() {
		assertThat(this.terms.toTerm(ExitReason.crash(new IllegalStateException("boom"))))
			.isEqualTo(Tuple.of(Tuple.of(Atom.of("exception"), Binary.utf8("boom")), ListTerm.EMPTY));
	}

	@Test
	void aValueThatIsNoTermTravelsAsItsText() {
		assertThat(this.terms.toTerm(ExitReason.of(Int.of(7)))).isEqualTo(Int.of(7));
		assertThat(this.terms.toTerm(ExitReason.of(3.5))).isEqualTo(Binary.utf8("3.5"));
	}

}
