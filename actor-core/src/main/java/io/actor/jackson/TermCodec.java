package io.actor.jackson;

import io.actor.term.Term;

/**
 * How values of one Java type are written and read. Give {@link TermMapper} one for a
 * type that its rule does not know.
 *
 * @param <T> the Java type
 */
public interface TermCodec<T> {

	/**
	 * The term for a value, which is never null.
	 * @throws TermMappingException if the value has no term; use
	 * {@link TermMappingException#of}
	 */
	Term write(T value);

	/**
	 * The value a term stands for.
	 * @throws TermMappingException if the term is not one of this type; use
	 * {@link TermMappingException#expected}
	 */
	T read(Term term);

}
