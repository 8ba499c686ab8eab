package io.actor.node;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.actor.jackson.MessageTypes;
import io.actor.jackson.TermMapper;
import io.actor.process.MessageConverter;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/** Java records to terms and back, by the rule of {@code io.actor.jackson}. */
final class RecordConverter implements MessageConverter {

	private final TermMapper mapper;

	/** What processes have asked to receive, one type at a time. */
	private final Map<Class<?>, MessageTypes> single = new ConcurrentHashMap<>();

	RecordConverter(TermMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public Function<Term, Object> reader(Collection<? extends Class<?>> types) {
		MessageTypes declared = this.mapper.messageTypes(List.copyOf(types));
		return declared::fromTerm;
	}

	@Override
	public <T> @Nullable T message(Term term, Class<T> type) {
		if (type.isInstance(term)) {
			return type.cast(term);
		}
		Object read = this.single.computeIfAbsent(type, (each) -> this.mapper.messageTypes(each)).fromTerm(term);
		return type.isInstance(read) ? type.cast(read) : null;
	}

	@Override
	public Object data(Term term, Type type) {
		return this.mapper.fromTerm(term, type);
	}

	@Override
	public Term messageTerm(Object message) {
		return this.mapper.toTerm(message);
	}

	@Override
	public Term dataTerm(Object data) {
		return this.mapper.toData(data);
	}

}
