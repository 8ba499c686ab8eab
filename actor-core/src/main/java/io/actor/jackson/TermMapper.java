package io.actor.jackson;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.actor.term.Term;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/**
 * Java values as terms and back, by one rule: a message is a tagged tuple, data inside it
 * is a map.
 *
 * <table>
 * <caption>The rule</caption>
 * <tr>
 * <th>Java</th>
 * <th>Erlang</th>
 * </tr>
 * <tr>
 * <td>record, as message</td>
 * <td>{@code {tag, Component...}}, or the atom {@code tag} without components; the tag is
 * the record's name in snake case or what {@link Tagged} says</td>
 * </tr>
 * <tr>
 * <td>record, as data</td>
 * <td>map; the keys are atoms, the components' names in snake case</td>
 * </tr>
 * <tr>
 * <td>sealed interface of records and enums</td>
 * <td>as message, also inside data: only the tag tells which it is</td>
 * </tr>
 * <tr>
 * <td>{@code String}, {@code char}, {@code UUID}, {@code URI}, {@code BigDecimal}</td>
 * <td>binary of UTF-8; a list of characters is accepted</td>
 * </tr>
 * <tr>
 * <td>{@code java.time}</td>
 * <td>binary of ISO-8601 text; Elixir's structs and Erlang's {@code calendar} tuples are
 * accepted</td>
 * </tr>
 * <tr>
 * <td>enum constant</td>
 * <td>atom, the name in lower case</td>
 * </tr>
 * <tr>
 * <td>{@code boolean}</td>
 * <td>{@code true}, {@code false}</td>
 * </tr>
 * <tr>
 * <td>{@code byte} to {@code long}, {@code BigInteger}</td>
 * <td>integer</td>
 * </tr>
 * <tr>
 * <td>{@code float}, {@code double}</td>
 * <td>float; integers are accepted</td>
 * </tr>
 * <tr>
 * <td>{@code Optional}</td>
 * <td>its content, or {@code undefined}; {@code nil} and {@code null} are accepted</td>
 * </tr>
 * <tr>
 * <td>{@code List}, {@code Set}, array</td>
 * <td>list</td>
 * </tr>
 * <tr>
 * <td>{@code Map}</td>
 * <td>map</td>
 * </tr>
 * <tr>
 * <td>{@code byte[]}</td>
 * <td>binary</td>
 * </tr>
 * <tr>
 * <td>a {@link Term}, {@code Pid} or {@code Ref} for instance</td>
 * <td>itself</td>
 * </tr>
 * <tr>
 * <td>any other class</td>
 * <td>what Jackson makes of it: objects as maps with atom keys; classes of the JDK that
 * are no plain values are refused</td>
 * </tr>
 * </table>
 *
 * <p>
 * {@link Shaped} and {@link Struct} ask for other forms: tuples, property lists, Elixir
 * structs. Records are also read from a map and from their tagged tuple wherever their
 * type is declared; the messages of a receiver are found by their form, and a map is none
 * of them unless a record says so.
 *
 * <p>
 * The receiver decides the Java type; the name of a class never travels. Reading data
 * ignores keys nobody asks for, and a missing key is an empty {@code Optional}, what
 * {@link IfMissing} says, or an error. Null has no term.
 *
 * <p>
 * Can be used by any number of threads. What it has learned of a class it keeps for as
 * long as it lives itself, so a mapper must not outlive the class loader of its messages.
 */
public final class TermMapper {

	private final Codecs codecs;

	/** A mapper with the rule alone. */
	public TermMapper() {
		this(JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build(), Map.of());
	}

	/**
	 * A mapper for more types.
	 * @param json binds classes that the rule does not name; used without the annotations
	 * that put class names into JSON
	 * @param codecs for types that are to be treated otherwise than the rule says
	 */
	public TermMapper(JsonMapper json, Map<Class<?>, TermCodec<?>> codecs) {
		this.codecs = new Codecs(careful(json), codecs);
	}

	/** The mapper without anything that makes objects of classes a term names. */
	static JsonMapper careful(JsonMapper json) {
		return json.rebuild()
			.annotationIntrospector(new NoTypeNames())
			.deactivateDefaultTyping()
			.typeFactory(TypeFactory.createDefaultInstance())
			.addModule(RefusedTypes.module())
			.build();
	}

	/**
	 * A message as it travels: records as tagged tuples, anything else as data.
	 * @throws TermMappingException if a value has no term
	 */
	public Term toTerm(Object message) {
		try {
			TermCodec<Object> codec = this.codecs.runtime(message);
			return (codec instanceof RecordCodec aggregate) ? aggregate.writeMessage(message) : codec.write(message);
		}
		catch (StackOverflowError ex) {
			throw TermMappingException.tooDeep(ex);
		}
	}

	/**
	 * A value as it stands inside a message: records as maps.
	 * @throws TermMappingException if a value has no term
	 */
	public Term toData(Object value) {
		try {
			return this.codecs.writeData(value);
		}
		catch (StackOverflowError ex) {
			throw TermMappingException.tooDeep(ex);
		}
	}

	/**
	 * The Java value of a type; a record is read from its tagged tuple or from a map.
	 * @throws TermMappingException if the term is not of the type
	 */
	public <T> T fromTerm(Term term, Class<T> type) {
		@SuppressWarnings("unchecked")
		T value = (T) fromTerm(term, (Type) type);
		return value;
	}

	/**
	 * The Java value of a type that may be generic; a record is read from its tagged
	 * tuple or from a map.
	 * @throws TermMappingException if the term is not of the type
	 */
	public Object fromTerm(Term term, Type type) {
		TermCodec<Object> codec = this.codecs.of(type);
		try {
			return (codec instanceof RecordCodec aggregate) ? aggregate.readMessage(term) : codec.read(term);
		}
		catch (StackOverflowError ex) {
			throw TermMappingException.tooDeep(ex);
		}
	}

	/**
	 * The messages a receiver understands: records, enums, and sealed interfaces of them,
	 * which are expanded.
	 * @throws TermMappingException if a type cannot be a message, or two messages look
	 * the same on the wire
	 */
	public MessageTypes messageTypes(Class<?>... declared) {
		return messageTypes(List.of(declared));
	}

	/**
	 * The messages a receiver understands: records, enums, and sealed interfaces of them,
	 * which are expanded.
	 * @throws TermMappingException if a type cannot be a message, or two messages look
	 * the same on the wire
	 */
	public MessageTypes messageTypes(Collection<Class<?>> declared) {
		MessageTypes types = new MessageTypes(declared.stream().map(this.codecs::type).toList(), this.codecs);
		types.refuseLookAlikes();
		return types;
	}

}
