package io.actor.process;

import io.actor.term.Atom;
import io.actor.term.Binary;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Values in the log cannot forge lines, fill the disk or fail the report. */
class PrintedTests {

	@Test
	void whatIsPrintedStaysOnOneLine() {
		assertThat(Printed.of("one\u0000two\u007fthree\nfour")).isEqualTo("one\\x00two\\x7fthree\\x0afour");
		assertThat(Printed.of("one\u2028two")).isEqualTo("one\\u2028two");
		assertThat(Printed.of("turned \u202e round")).isEqualTo("turned \\u202e round");
		assertThat(Printed.of(Atom.of("a\nb"))).doesNotContain("\n");
	}

	@Test
	void whatIsPrintedHasAnEnd() {
		assertThat(Printed.of("x".repeat(1024))).isEqualTo("x".repeat(1024));
		assertThat(Printed.of("x".repeat(1025))).isEqualTo("x".repeat(1024) + "...");
		assertThat(Printed.of(Binary.utf8("x".repeat(5000)))).hasSizeLessThanOrEqualTo(1024 + "...".length());
	}

	@Test
	void whatCannotSayWhatItIsIsNamedByItsClass() {
		Object unprintable = new Object() {

			@Override
			public String toString() {
				throw new StackOverflowError();
			}
		};

		assertThat(Printed.of(unprintable)).isEqualTo(unprintable.getClass().getName() + " (its toString fails)");
		assertThat(Printed.of(null)).isEqualTo("null");
	}

}
