package io.actor.jackson;

import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/**
 * A Java value without a term, a term that is not of the Java type asked for, or a type
 * that cannot be mapped at all. The message names record and component, what was expected
 * and, cut to 200 characters, the term received.
 */
public final class TermMappingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int LONGEST_TERM = 200;

	TermMappingException(String message) {
		this(message, null);
	}

	TermMappingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/** A term that is not what the Java type needs: "expected ..., received ...". */
	public static TermMappingException expected(String expected, Term received) {
		return new TermMappingException("expected " + expected + ", received " + received.print(LONGEST_TERM));
	}

	/** The same failure seen from around the place where it happened. */
	TermMappingException in(String place) {
		TermMappingException outer = new TermMappingException(place + ": " + getMessage(), getCause());
		outer.setStackTrace(getStackTrace());
		return outer;
	}

}
