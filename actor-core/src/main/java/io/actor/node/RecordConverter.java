package io.actor.node;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.jackson.MessageTypes;
import io.actor.jackson.TermMapper;
import io.actor.jackson.TermMappingException;
import io.actor.process.MessageConverter;
import io.actor.process.MessageReader;
import io.actor.term.Destination;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Java records to terms and back, by the rule of {@code io.actor.jackson}. */
final class RecordConverter implements MessageConverter {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.messages");

	private final TermMapper mapper;

	/** What processes have asked to receive, one type at a time. */
	private final Map<Class<?>, MessageTypes> single = new ConcurrentHashMap<>();

	RecordConverter(TermMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public MessageReader reader(Collection<? extends Class<?>> types) {
		MessageTypes declared = this.mapper.messageTypes(List.copyOf(types));
		return (message, sender) -> {
			try {
				return declared.fromTerm(message);
			}
			catch (TermMappingException ex) {
				throw ex.from(sender);
			}
		};
	}

	@Override
	public <T> @Nullable T message(Term term, Class<T> type) {
		if (type.isInstance(term)) {
			return type.cast(term);
		}
		MessageTypes declared = this.single.computeIfAbsent(type, this::single);
		try {
			Object read = declared.fromTerm(term);
			return type.isInstance(read) ? type.cast(read) : null;
		}
		catch (TermMappingException ex) {
			// As in Erlang a message that is almost right does not match.
			return null;
		}
	}

	/** A receive looks at many messages: a type that cannot be read is told once. */
	private MessageTypes single(Class<?> type) {
		try {
			return this.mapper.messageTypes(type);
		}
		catch (TermMappingException ex) {
			LOGGER.warn("{} is received by a process, but never from another node: {}", type.getName(),
					ex.getMessage());
			return this.mapper.messageTypes();
		}
	}

	@Override
	public Object data(Term term, Type type) {
		return this.mapper.fromTerm(term, type);
	}

	@Override
	public Object data(Term term, Type type, @Nullable Destination sender) {
		try {
			return data(term, type);
		}
		catch (TermMappingException ex) {
			throw ex.from(sender);
		}
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
