package io.actor.jackson;

import java.util.ArrayList;
import java.util.Optional;

import io.actor.term.Destination;
import io.actor.term.PlainText;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/**
 * A Java value without a term, a term that is not of the Java type asked for, or a type
 * that cannot be mapped at all. The message names record and component, what was expected
 * and, cut to 1,024 characters, the term received; when a message from another node was
 * read, also its sender.
 */
public final class TermMappingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int LONGEST_TERM = 1024;

	private static final int LONGEST_CAUSE = 300;

	/** Places that are named: in deep data half of them the innermost ones. */
	private static final int MOST_PLACES = 20;

	private final String problem;

	/** From the place where it happened outwards. */
	private final ArrayList<String> places = new ArrayList<>();

	private @Nullable String shown;

	private transient @Nullable Destination sender;

	TermMappingException(String problem) {
		this(problem, null);
	}

	TermMappingException(String problem, @Nullable Throwable cause) {
		super(problem, cause);
		this.problem = problem;
	}

	/** A value without a term, or a type nothing can be read as; says what and why. */
	public static TermMappingException of(String problem) {
		return new TermMappingException(problem);
	}

	/** A term that is not what the Java type needs: "expected ..., received ...". */
	public static TermMappingException expected(String expected, Term received) {
		return new TermMappingException("expected " + expected + ", received " + received.print(LONGEST_TERM));
	}

	/**
	 * What somebody else's code said of a term, which may quote it: cut, and plain, so
	 * that no peer writes lines into a log.
	 */
	static String printable(String text) {
		return PlainText.of(text, LONGEST_CAUSE);
	}

	/** The same when the application's code has thrown something at the term. */
	static TermMappingException expected(String expected, Term received, Throwable thrown) {
		return new TermMappingException(expected(expected, received).getMessage() + ": " + printable(thrown.toString()),
				new PlainCause(thrown));
	}

	/** What the application's code has thrown, in a place that does not quote a term. */
	static TermMappingException thrown(String problem, Throwable thrown) {
		return new TermMappingException(problem + ": " + printable(thrown.toString()), new PlainCause(thrown));
	}

	/** The same, with what was received. */
	static TermMappingException thrown(String problem, Throwable thrown, Term received) {
		return new TermMappingException(
				problem + ": " + printable(thrown.toString()) + ", received " + received.print(LONGEST_TERM),
				new PlainCause(thrown));
	}

	/** Data in data in data, deeper than a thread can follow. */
	static TermMappingException tooDeep(StackOverflowError end) {
		return new TermMappingException("nested too deep for the stack of the thread", end);
	}

	/** The same failure seen from around the place where it happened. */
	TermMappingException in(String place) {
		this.places.add(place);
		if (this.places.size() > MOST_PLACES) {
			this.places.set(MOST_PLACES / 2, "...");
			this.places.remove(MOST_PLACES / 2 + 1);
		}
		this.shown = null;
		return this;
	}

	/** The same failure of a message that came from another node. */
	public TermMappingException from(@Nullable Destination sender) {
		this.sender = sender;
		this.shown = null;
		return this;
	}

	/** Who sent what could not be read, if that is known. */
	public Optional<Destination> sender() {
		return Optional.ofNullable(this.sender);
	}

	@Override
	public String getMessage() {
		String known = this.shown;
		if (known == null) {
			StringBuilder text = new StringBuilder();
			this.places.reversed().forEach((place) -> text.append(place).append(": "));
			text.append(this.problem);
			if (this.sender != null) {
				text.append(", sent by ").append(this.sender);
			}
			known = text.toString();
			this.shown = known;
		}
		return known;
	}

}
