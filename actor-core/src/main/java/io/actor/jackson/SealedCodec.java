package io.actor.jackson;

import java.util.List;

import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/**
 * A value of one of several records. Which one only its tag can tell, so here also data
 * has the form of a message.
 */
final class SealedCodec implements TermCodec<Object> {

	private final Class<?> type;

	private final Codecs codecs;

	/** Found on first use: an alternative may contain the sealed type itself. */
	private volatile @Nullable MessageTypes alternatives;

	SealedCodec(Class<?> type, Codecs codecs) {
		this.type = type;
		this.codecs = codecs;
	}

	@Override
	public Term write(Object value) {
		TermCodec<Object> codec = this.codecs.runtime(value);
		return (codec instanceof RecordCodec aggregate) ? aggregate.writeMessage(value) : codec.write(value);
	}

	@Override
	public Object read(Term term) {
		MessageTypes alternatives = alternatives();
		if (alternatives.typeOf(term).isEmpty()) {
			throw TermMappingException.expected("one of " + alternatives, term).in(this.type.getSimpleName());
		}
		return alternatives.fromTerm(term);
	}

	MessageTypes alternatives() {
		MessageTypes alternatives = this.alternatives;
		if (alternatives == null) {
			alternatives = new MessageTypes(List.of(this.type), this.codecs);
			this.alternatives = alternatives;
		}
		return alternatives;
	}

}
