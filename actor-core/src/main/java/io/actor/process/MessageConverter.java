package io.actor.process;

import java.lang.reflect.Type;
import java.util.Collection;

import io.actor.term.Destination;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/**
 * How Java values become terms and back when a message crosses to another node; given by
 * the node. The receiver decides the Java type.
 */
public interface MessageConverter {

	/**
	 * A reader of messages declared by these types: a record or sealed interface each. A
	 * message nobody declared comes back as the {@link Term} it is.
	 */
	MessageReader reader(Collection<? extends Class<?>> types);

	/**
	 * A message as one of the declared types, or null if it is not meant to be one.
	 */
	<T> @Nullable T message(Term term, Class<T> type);

	/** Data, a reply for example, as a value of this type. */
	Object data(Term term, Type type);

	/** The same of what somebody has sent; a failure names the sender, if it is known. */
	default Object data(Term term, Type type, @Nullable Destination sender) {
		return data(term, type);
	}

	/** A message as a term: a record becomes a tagged tuple. */
	Term messageTerm(Object message);

	/** Data as a term: a record becomes a map. */
	Term dataTerm(Object data);

}
