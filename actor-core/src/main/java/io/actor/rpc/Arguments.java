package io.actor.rpc;

import java.lang.reflect.Type;
import java.util.List;

import io.actor.process.MessageConverter;
import io.actor.term.Pid;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/** What a function was called with. The function decides the Java types. */
public final class Arguments {

	private final List<Term> terms;

	private final MessageConverter converter;

	private final @Nullable Pid caller;

	/**
	 * Arguments that somebody has sent.
	 * @param caller who, if that is known; a failure names it
	 */
	Arguments(List<Term> terms, MessageConverter converter, @Nullable Pid caller) {
		this.terms = terms;
		this.converter = converter;
		this.caller = caller;
	}

	/** How many there are: the arity the function was declared with. */
	public int size() {
		return this.terms.size();
	}

	/** One of them as it came, the first at 0. */
	public Term get(int index) {
		return this.terms.get(index);
	}

	/**
	 * One of them as a value of this type. If it is none, the function ends there, and
	 * its caller sees {@code function_clause}, as if no clause had matched.
	 */
	public <T> T get(int index, Class<T> type) {
		@SuppressWarnings("unchecked")
		T value = (T) get(index, (Type) type);
		return value;
	}

	/** The same for a type that may be generic. */
	public Object get(int index, Type type) {
		Term term = this.terms.get(index);
		try {
			return this.converter.data(term, type, this.caller);
		}
		catch (RuntimeException ex) {
			throw new MismatchException(index, ex);
		}
	}

	@Override
	public String toString() {
		return this.terms.toString();
	}

	/** An argument is not of the type the function wants. */
	static final class MismatchException extends RuntimeException {

		MismatchException(int index, RuntimeException cause) {
			super("Argument " + (index + 1) + ": " + cause.getMessage(), cause);
		}

	}

}
