package io.actor.process;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExitReasonTests {

	private static final ExitReason CRASH = ExitReason.crash(new IllegalStateException("boom"));

	private static final ExitReason CUSTOM = ExitReason.of(Tuple.of(Atom.of("bad"), Int.of(1)));

	@Test
	void normalAndBothFormsOfShutdownAreClean() {
		assertThat(ExitReason.NORMAL.isClean()).isTrue();
		assertThat(ExitReason.SHUTDOWN.isClean()).isTrue();
		assertThat(ExitReason.shutdown("done").isClean()).isTrue();
		assertThat(ExitReason.KILLED.isClean()).isFalse();
		assertThat(CRASH.isClean()).isFalse();
		assertThat(CUSTOM.isClean()).isFalse();
	}

	@Test
	void onlyNormalIsNormal() {
		assertThat(ExitReason.NORMAL.isNormal()).isTrue();
		assertThat(ExitReason.named("normal").isNormal()).isTrue();
		assertThat(ExitReason.SHUTDOWN.isNormal()).isFalse();
		assertThat(CUSTOM.isNormal()).isFalse();
	}

	@Test
	void anAtomIsANameAndAReasonStaysItself() {
		assertThat(ExitReason.of(Atom.of("killed"))).isEqualTo(ExitReason.KILLED);
		assertThat(ExitReason.of(CRASH)).isSameAs(CRASH);
		assertThat(ExitReason.of("text")).isEqualTo(new ExitReason.Custom("text"));
	}

	@Test
	void reasonsPrintAsErlangDoes() {
		assertThat(ExitReason.NOPROC).hasToString("noproc");
		assertThat(ExitReason.shutdown("done")).hasToString("{shutdown, done}");
		assertThat(CRASH).hasToString("java.lang.IllegalStateException: boom");
		assertThat(CUSTOM).hasToString("{bad,1}");
	}

}
