package io.actor.jackson;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.actor.term.Atom;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * The messages a receiver has declared, found by tag and size of what arrives. Made by
 * {@link TermMapper#messageTypes}; what nobody declared stays a term.
 */
public final class MessageTypes {

	private final Map<Shape, Message> messages = new HashMap<>();

	MessageTypes(Collection<Class<?>> declared, Codecs codecs) {
		Set<Class<?>> types = new LinkedHashSet<>();
		declared.forEach((type) -> expand(type, types));
		for (Class<?> type : types) {
			if (type.isRecord()) {
				RecordCodec codec = codecs.recordOf(type);
				codec.components();
				add(new Shape(codec.tag(), codec.arity()), new Message(type, codec::readMessage));
			}
			else {
				new EnumCodec(type).constants()
					.forEach((atom, constant) -> add(new Shape(atom, 1), new Message(type, (_) -> constant)));
			}
		}
	}

	private static void expand(Class<?> type, Set<Class<?>> types) {
		if (type == Object.class || Term.class.isAssignableFrom(type)) {
			return; // what nobody declares is a term anyway
		}
		if (type.isRecord() || type.isEnum()) {
			types.add(type);
		}
		else if (type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				expand(permitted, types);
			}
		}
		else {
			throw new TermMappingException(type.getName() + " cannot be a message from another node: a message is a "
					+ "record, an enum, or a sealed interface of those");
		}
	}

	private void add(Shape shape, Message message) {
		@Nullable Message other = this.messages.putIfAbsent(shape, message);
		if (other != null) {
			throw new TermMappingException(message.type().getName() + " and " + other.type().getName() + " are both "
					+ shape + " on the wire; rename one with @Tagged");
		}
	}

	/** The Java type of a message that was declared. */
	public Optional<Class<?>> typeOf(Term term) {
		return Optional.ofNullable(find(term)).map(Message::type);
	}

	/**
	 * The message as the declared Java type, or the term itself when no declared message
	 * has its tag and size.
	 * @throws TermMappingException if tag and size were declared but a component is not
	 * of its type
	 */
	public Object fromTerm(Term term) {
		@Nullable Message message = find(term);
		return (message != null) ? message.read().apply(term) : term;
	}

	/** What is declared, for error messages: {@code [add/2, size/1]}. */
	@Override
	public String toString() {
		return this.messages.keySet().stream().map(Shape::toString).sorted().toList().toString();
	}

	private @Nullable Message find(Term term) {
		return switch (term) {
			case Atom atom -> this.messages.get(new Shape(atom, 1));
			case Tuple tuple when tuple.arity() > 1 && tuple.get(0) instanceof Atom tag ->
				this.messages.get(new Shape(tag, tuple.arity()));
			default -> null;
		};
	}

	/** What tells messages apart: the tag and the tuple's size, 1 for a bare atom. */
	private record Shape(Atom tag, int arity) {

		@Override
		public String toString() {
			return this.tag + "/" + this.arity;
		}

	}

	/** One declared message. */
	private record Message(Class<?> type, Function<Term, Object> read) {

	}

}
