package io.actor.jackson;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * The messages a receiver has declared, found by tag and size of what arrives, or by the
 * module of a struct. Made by {@link TermMapper#messageTypes}; what nobody declared stays
 * a term.
 */
public final class MessageTypes {

	private final Map<MessageForm, Message> messages = new HashMap<>();

	private final Map<Class<?>, RecordCodec> records = new HashMap<>();

	MessageTypes(Collection<JavaType> declared, Codecs codecs) {
		Set<JavaType> types = new LinkedHashSet<>();
		declared.forEach((type) -> expand(type, types, codecs));
		for (JavaType type : types) {
			Class<?> raw = type.getRawClass();
			if (raw.isRecord()) {
				RecordCodec codec = codecs.recordOf(type);
				codec.check();
				this.records.put(raw, codec);
				add(codec.form(), new Message(raw, codec, null));
			}
			else {
				for (Object constant : raw.getEnumConstants()) {
					add(MessageForm.tagged(codecs.atom(constant), 1), new Message(raw, null, constant));
				}
			}
		}
	}

	private static void expand(JavaType type, Set<JavaType> types, Codecs codecs) {
		Class<?> raw = type.getRawClass();
		if (raw == Object.class || Term.class.isAssignableFrom(raw)) {
			return; // what nobody declares is a term anyway
		}
		if (raw.isRecord() || raw.isEnum()) {
			types.add(type);
		}
		else if (raw.isSealed()) {
			for (Class<?> permitted : raw.getPermittedSubclasses()) {
				expand(codecs.subtype(type, permitted), types, codecs);
			}
		}
		else {
			throw new TermMappingException(raw.getName() + " cannot be a message from another node: a message is a "
					+ "record, an enum, or a sealed interface of those");
		}
	}

	private void add(MessageForm form, Message message) {
		@Nullable Message other = this.messages.putIfAbsent(form, message);
		if (other != null) {
			throw new TermMappingException(message.type().getName() + " and " + other.type().getName() + " are both "
					+ form + " on the wire; " + form.advice());
		}
	}

	/**
	 * Refuses a record without a tag if what stands first in it can be the tag of another
	 * of the same size, as which it would be read.
	 */
	void refuseLookAlikes() {
		this.messages.forEach((form, message) -> {
			if (form.kind() == MessageForm.Kind.UNTAGGED && form.size() > 1 && message.codec() != null) {
				this.messages.forEach((tagged, other) -> refuseLookAlike(form, message, tagged, other));
			}
		});
	}

	private static void refuseLookAlike(MessageForm form, Message message, MessageForm tagged, Message other) {
		Atom tag = tagged.name();
		RecordCodec codec = message.codec();
		if (tagged.kind() == MessageForm.Kind.TAGGED && tagged.size() == form.size() && tag != null && codec != null
				&& codec.beginsWith(tag)) {
			throw new TermMappingException(message.type().getName() + " without its tag can look like "
					+ other.type().getName() + ", " + tagged + "; " + form.advice());
		}
	}

	/**
	 * The message as the declared Java type, or the term itself when no declared message
	 * has its form.
	 * @throws TermMappingException if the form was declared but a component is not of its
	 * type
	 */
	public Object fromTerm(Term term) {
		@Nullable Message message = find(term);
		try {
			return (message != null) ? message.read(term) : term;
		}
		catch (StackOverflowError ex) {
			throw TermMappingException.tooDeep(ex);
		}
	}

	/** The codec of a record that is one of these messages. */
	Optional<RecordCodec> recordOf(Class<?> type) {
		return Optional.ofNullable(this.records.get(type));
	}

	/** What is declared, for error messages: {@code [add/2, size/1]}. */
	@Override
	public String toString() {
		return this.messages.keySet().stream().map(MessageForm::toString).sorted().toList().toString();
	}

	@Nullable Message find(Term term) {
		return switch (term) {
			case Atom atom -> this.messages.get(MessageForm.tagged(atom, 1));
			case Tuple tuple -> find(tuple);
			case MapTerm map -> this.messages.get(form(map));
			case ListTerm _ -> this.messages.get(MessageForm.LIST);
			default -> null;
		};
	}

	private @Nullable Message find(Tuple tuple) {
		@Nullable Message tagged = (tuple.arity() > 1 && tuple.get(0) instanceof Atom tag)
				? this.messages.get(MessageForm.tagged(tag, tuple.arity())) : null;
		return (tagged != null) ? tagged : this.messages.get(MessageForm.untagged(tuple.arity()));
	}

	private static MessageForm form(MapTerm map) {
		Optional<Term> module = map.get(ElixirTerms.STRUCT);
		return (module.isPresent() && module.get() instanceof Atom name) ? MessageForm.struct(name) : MessageForm.MAP;
	}

	/**
	 * One declared message.
	 *
	 * @param type the Java type
	 * @param codec of a record
	 * @param constant of an enum
	 */
	record Message(Class<?> type, @Nullable RecordCodec codec, @Nullable Object constant) {

		Object read(Term term) {
			return (this.codec != null) ? this.codec.readMessage(term) : Objects.requireNonNull(this.constant);
		}

	}

}
