package io.actor.process;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

/** Exit reasons as other nodes see them, and back. */
public final class ExitTerms {

	private static final Atom SHUTDOWN = Atom.of("shutdown");

	private static final Atom EXCEPTION = Atom.of("exception");

	private final MessageConverter converter;

	/** Reasons whose values are converted by this. */
	public ExitTerms(MessageConverter converter) {
		this.converter = converter;
	}

	/**
	 * A reason as Erlang writes it. A crash is {@code {{exception, Message}, []}}, the
	 * shape of {@code {Error, Stack}}; the stack stays here.
	 */
	public Term toTerm(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Named(Atom name) -> name;
			case ExitReason.Shutdown(Object detail) -> Tuple.of(SHUTDOWN, value(detail));
			case ExitReason.Crash(Throwable cause) ->
				Tuple.of(Tuple.of(EXCEPTION, Binary.utf8(String.valueOf(cause.getMessage()))), ListTerm.EMPTY);
			case ExitReason.Custom(Object value) -> value(value);
		};
	}

	/** A reason may be any Java value; one that is no term travels as its text. */
	private Term value(Object value) {
		try {
			return this.converter.dataTerm(value);
		}
		catch (RuntimeException ex) {
			return Binary.utf8(String.valueOf(value));
		}
	}

	/** A reason as it came from another node. */
	public ExitReason fromTerm(Term term) {
		if (term instanceof Tuple tuple && tuple.isTagged(SHUTDOWN, 2)) {
			return ExitReason.shutdown(tuple.get(1));
		}
		return ExitReason.of(term);
	}

}
