package io.actor.process;

import java.lang.reflect.Type;
import java.util.Collection;

import io.actor.term.Term;

/** Converts nothing: what crosses to other nodes are terms on both sides. */
class OnlyTerms implements MessageConverter {

	@Override
	public MessageReader reader(Collection<? extends Class<?>> types) {
		return (term, sender) -> term;
	}

	@Override
	public <T> T message(Term term, Class<T> type) {
		return null;
	}

	@Override
	public Object data(Term term, Type type) {
		return term;
	}

	@Override
	public Term messageTerm(Object message) {
		return dataTerm(message);
	}

	@Override
	public Term dataTerm(Object data) {
		if (data instanceof Term term) {
			return term;
		}
		throw new IllegalArgumentException(data + " is no term");
	}

}
