package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.ProcessExit;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * Results a callback may not give: the server ends with {@code {bad_return_value, What}}.
 */
final class BadReturn extends RuntimeException {

	private static final Atom BAD_RETURN_VALUE = Atom.of("bad_return_value");

	BadReturn(Class<?> server, String callback, @Nullable Object value) {
		super(callback + " of " + server.getName() + " returned " + Reports.print(value), null, false, false);
	}

	/** As an exit reason, with the text of what was returned by which callback. */
	ExitReason reason() {
		return ExitReason.of(Tuple.of(BAD_RETURN_VALUE, Binary.utf8(String.valueOf(getMessage()))));
	}

	/** Why a process whose code threw this ends. */
	static ExitReason reasonOf(Throwable thrown) {
		return switch (thrown) {
			case BadReturn bad -> bad.reason();
			case ProcessExit exit -> exit.reason();
			default -> ExitReason.crash(thrown);
		};
	}

}
