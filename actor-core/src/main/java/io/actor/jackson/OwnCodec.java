package io.actor.jackson;

import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/**
 * A codec of the application's. Whatever it throws at a term of a peer is a term that
 * could not be read.
 */
final class OwnCodec implements TermCodec<Object> {

	private final Class<?> type;

	private final TermCodec<Object> codec;

	@SuppressWarnings("unchecked")
	OwnCodec(Class<?> type, TermCodec<?> codec) {
		this.type = type;
		this.codec = (TermCodec<Object>) codec;
	}

	@Override
	public Term write(Object value) {
		try {
			return checked(this.codec.write(value));
		}
		catch (TermMappingException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw TermMappingException.thrown(this.type.getSimpleName() + " cannot be written", ex);
		}
	}

	@Override
	public Object read(Term term) {
		try {
			return checked(this.codec.read(term));
		}
		catch (TermMappingException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw TermMappingException.expected("a " + this.type.getSimpleName(), term, ex);
		}
	}

	private <T> T checked(@Nullable T given) {
		if (given == null) {
			throw new TermMappingException("the codec of " + this.type.getName() + " gave null");
		}
		return given;
	}

}
