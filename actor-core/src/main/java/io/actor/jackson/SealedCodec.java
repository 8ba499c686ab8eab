package io.actor.jackson;

import java.util.List;
import java.util.Optional;

import io.actor.term.Term;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * A value of one of several records and enums. Which one only its tag can tell, so here
 * also data has the form of a message.
 */
final class SealedCodec implements TermCodec<Object> {

	private final JavaType type;

	private final Codecs codecs;

	/** Found on first use: an alternative may contain the sealed type itself. */
	private volatile @Nullable MessageTypes alternatives;

	SealedCodec(JavaType type, Codecs codecs) {
		this.type = type;
		this.codecs = codecs;
	}

	@Override
	public Term write(Object value) {
		Optional<RecordCodec> codec = alternatives().recordOf(value.getClass());
		return codec.isPresent() ? codec.get().writeMessage(value) : this.codecs.runtime(value).write(value);
	}

	@Override
	public Object read(Term term) {
		MessageTypes alternatives = alternatives();
		MessageTypes.Message message = alternatives.find(term);
		if (message == null) {
			throw TermMappingException.expected("one of " + alternatives, term)
				.in(this.type.getRawClass().getSimpleName());
		}
		return message.read(term);
	}

	MessageTypes alternatives() {
		MessageTypes alternatives = this.alternatives;
		if (alternatives == null) {
			alternatives = new MessageTypes(List.of(this.type), this.codecs);
			// Known before they are checked: that reads, and may come back here.
			this.alternatives = alternatives;
			alternatives.refuseLookAlikes();
		}
		return alternatives;
	}

}
