package io.actor.jackson;

import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/**
 * Finds the codec of a Java type, and keeps it. Jackson resolves the type variables, and
 * binds the classes that are none of ours.
 */
final class Codecs {

	/** What can be read: the interfaces our own unmodifiable collections implement. */
	private static final Set<Class<?>> CONTAINERS = Set.of(Collection.class, SequencedCollection.class, List.class,
			Set.class, SequencedSet.class, Map.class, SequencedMap.class);

	private final JsonMapper json;

	private final TypeFactory types;

	private final Map<Class<?>, TermCodec<?>> known;

	/** The application's among them. */
	private final Map<Class<?>, TermCodec<?>> own;

	private final Map<JavaType, TermCodec<Object>> found = new ConcurrentHashMap<>();

	/**
	 * Those that refer to one that is not checked yet, in the order they were begun.
	 * Guarded by itself.
	 */
	private final SequencedMap<JavaType, TermCodec<Object>> begun = new LinkedHashMap<>();

	/** The same for classes of values, which are looked up for every message. */
	private final Map<Class<?>, TermCodec<Object>> byClass = new ConcurrentHashMap<>();

	private final TermCodec<Object> any = ScalarCodecs.of(this::writeData, (term) -> term);

	Codecs(JsonMapper json, Map<Class<?>, TermCodec<?>> own) {
		this.json = json;
		this.types = json.getTypeFactory();
		this.known = new ConcurrentHashMap<>(ScalarCodecs.all());
		this.known.put(Destination.class, new DestinationCodec());
		this.known.put(RegisteredName.class, DestinationCodec.name());
		own.forEach((type, codec) -> this.known.put(type, new OwnCodec(type, codec)));
		this.own = Map.copyOf(own);
	}

	/** The codec of a type somebody wants to read. */
	TermCodec<Object> of(Type type) {
		return declared(this.types.constructType(type));
	}

	/** The codec of a component of a record that may be generic. */
	TermCodec<Object> member(Type type, JavaType owner, @Nullable Shape shape) {
		JavaType member = this.types.resolveMemberType(type, owner.getBindings());
		return (shape != null) ? shaped(member, shape) : declared(member);
	}

	/** The type of a permitted subclass, its variables bound as far as they are known. */
	JavaType subtype(JavaType type, Class<?> permitted) {
		if (permitted.getTypeParameters().length == 0) {
			return this.types.constructType(permitted);
		}
		try {
			return this.types.constructSpecializedType(type, permitted, true);
		}
		catch (IllegalArgumentException ex) {
			return this.types.constructType(permitted);
		}
	}

	JavaType type(Class<?> type) {
		return this.types.constructType(type);
	}

	RecordCodec recordOf(JavaType type) {
		if (find(type) instanceof RecordCodec codec) {
			return codec;
		}
		throw new TermMappingException(
				type.getRawClass().getName() + " has a codec of its own and so no tag to be found by");
	}

	/** What a message that is the constant of an enum is found by. */
	Atom atom(Object constant) {
		if (runtime(constant).write(constant) instanceof Atom atom) {
			return atom;
		}
		throw new TermMappingException(
				constant.getClass().getName() + " has a codec of its own and so no atom to be found by");
	}

	/**
	 * A value as data, by what it is: nobody has declared a type. One of several records
	 * is written so that it can be told from the others.
	 */
	Term writeData(Object value) {
		TermCodec<Object> codec = runtime(value);
		return (codec instanceof RecordCodec aggregate && aggregate.isAlternative()) ? aggregate.writeMessage(value)
				: codec.write(value);
	}

	/** A shape is that of what is inside a container. */
	private TermCodec<Object> shaped(JavaType type, Shape shape) {
		Class<?> raw = type.getRawClass();
		if (Map.class.isAssignableFrom(raw) && shape == Shape.PROPLIST) {
			checkReadable(type);
			return ContainerCodecs.properties(propertyKey(type), parameter(type, Map.class, 1));
		}
		if (raw == Optional.class || type.isContainerType()) {
			return container(type, raw, shape);
		}
		TermCodec<Object> codec = (find(type) instanceof RecordCodec aggregate) ? aggregate.shaped(shape)
				: ShapedCodecs.find(raw, shape);
		if (codec == null) {
			throw new TermMappingException(raw.getName() + " has no shape " + shape
					+ (raw.isSealed() ? "; the shape of each record of a sealed interface stands at that record" : ""));
		}
		return codec;
	}

	@SuppressWarnings("unchecked")
	private TermCodec<Object> propertyKey(JavaType map) {
		@Nullable JavaType key = map.getKeyType();
		return (key != null && key.hasRawClass(String.class)) ? (TermCodec<Object>) (TermCodec<?>) ShapedCodecs.atom()
				: parameter(map, Map.class, 0);
	}

	private TermCodec<Object> declared(JavaType type) {
		checkReadable(type);
		return find(type);
	}

	private static void checkReadable(JavaType type) {
		if (type.isContainerType() && !type.isArrayType() && !CONTAINERS.contains(type.getRawClass())) {
			throw new TermMappingException(
					type.getRawClass().getName() + " cannot be read; declare Collection, List, Set or Map");
		}
	}

	/** The codec of the type a value turns out to have. */
	TermCodec<Object> runtime(Object value) {
		if (value == null) {
			throw new TermMappingException("null has no term");
		}
		Class<?> type = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
		if (type == Object.class) {
			throw new TermMappingException("A bare java.lang.Object has no term");
		}
		TermCodec<Object> codec = this.byClass.get(type);
		if (codec == null) {
			codec = ownOfSupertype(type);
			codec = (codec != null) ? codec : find(this.types.constructType(type));
			this.byClass.put(type, codec);
		}
		return codec;
	}

	private TermCodec<Object> find(JavaType type) {
		TermCodec<Object> codec = this.found.get(type);
		return (codec != null) ? codec : findOrMake(type);
	}

	/**
	 * Types contain each other: a codec is found while it is checked, and is there for
	 * good only when all it leads to can be mapped.
	 */
	private TermCodec<Object> findOrMake(JavaType type) {
		synchronized (this.begun) {
			TermCodec<Object> known = this.found.getOrDefault(type, this.begun.get(type));
			if (known != null) {
				return known;
			}
			int before = this.begun.size();
			boolean whole = false;
			try {
				TermCodec<Object> made = make(type);
				this.begun.put(type, made);
				refuseWhatCannotBeMapped(made);
				whole = true;
				return made;
			}
			finally {
				if (whole && before == 0) {
					this.found.putAll(this.begun);
					this.begun.clear();
				}
				while (!whole && this.begun.size() > before) {
					// What was begun since may refer to it.
					this.begun.pollLastEntry();
				}
			}
		}
	}

	private static void refuseWhatCannotBeMapped(TermCodec<Object> codec) {
		if (codec instanceof RecordCodec aggregate) {
			aggregate.check();
		}
		else if (codec instanceof SealedCodec alternatives) {
			alternatives.alternatives();
		}
	}

	private TermCodec<Object> make(JavaType type) {
		Class<?> raw = type.getRawClass();
		TermCodec<Object> own = known(raw);
		if (own != null) {
			return own;
		}
		if (raw == Object.class) {
			return this.any;
		}
		if (Term.class.isAssignableFrom(raw)) {
			return term(raw);
		}
		if (raw.isRecord()) {
			return new RecordCodec(type, this);
		}
		if (raw.isEnum()) {
			return new EnumCodec(raw);
		}
		if (raw.isSealed() && raw.isInterface()) {
			return new SealedCodec(type, this);
		}
		return container(type, raw, null);
	}

	/** A container, whose content may have a shape. */
	private TermCodec<Object> container(JavaType type, Class<?> raw, @Nullable Shape shape) {
		if (shape != null) {
			checkReadable(type);
		}
		if (raw == Optional.class) {
			return ContainerCodecs.optional(parameter(type, Optional.class, 0, shape));
		}
		if (Set.class.isAssignableFrom(raw)) {
			return ContainerCodecs.set(parameter(type, Collection.class, 0, shape));
		}
		if (Collection.class.isAssignableFrom(raw)) {
			return ContainerCodecs.list(parameter(type, Collection.class, 0, shape));
		}
		if (Map.class.isAssignableFrom(raw)) {
			return ContainerCodecs.map(parameter(type, Map.class, 0), parameter(type, Map.class, 1, shape));
		}
		if (raw.isArray()) {
			JavaType content = type.getContentType();
			return ContainerCodecs.array(raw.getComponentType(),
					(shape != null) ? shaped(content, shape) : declared(content));
		}
		return RefusedTypes.contain(raw) ? refused(raw) : new JsonCodec(type, this.json);
	}

	/** Not before it is used: a message that stays on this node may hold anything. */
	private static TermCodec<Object> refused(Class<?> raw) {
		return ScalarCodecs.of((_) -> {
			throw new TermMappingException(RefusedTypes.reason(raw));
		}, (_) -> {
			throw new TermMappingException(RefusedTypes.reason(raw));
		});
	}

	private TermCodec<Object> parameter(JavaType type, Class<?> declaring, int index) {
		return parameter(type, declaring, index, null);
	}

	private TermCodec<Object> parameter(JavaType type, Class<?> declaring, int index, @Nullable Shape shape) {
		@Nullable JavaType[] parameters = this.types.findTypeParameters(type, declaring);
		@Nullable JavaType parameter = (index < parameters.length) ? parameters[index] : null;
		if (parameter == null) {
			return this.any;
		}
		return (shape != null) ? shaped(parameter, shape) : declared(parameter);
	}

	@SuppressWarnings("unchecked")
	private @Nullable TermCodec<Object> known(Class<?> raw) {
		TermCodec<?> exact = this.known.get(raw);
		if (exact == null && ZoneId.class.isAssignableFrom(raw)) {
			exact = this.known.get(ZoneId.class);
		}
		return (TermCodec<Object>) exact;
	}

	/**
	 * The application's codec of an interface, for a class of the JDK that nobody can
	 * name.
	 */
	private @Nullable TermCodec<Object> ownOfSupertype(Class<?> type) {
		if (this.known.containsKey(type) || !RefusedTypes.contain(type)) {
			return null;
		}
		return this.own.keySet()
			.stream()
			.filter((each) -> each.isAssignableFrom(type))
			.reduce((one, other) -> one.isAssignableFrom(other) ? other : one)
			.map(this::known)
			.orElse(null);
	}

	private static TermCodec<Object> term(Class<?> raw) {
		return ScalarCodecs.of((value) -> (Term) value, (term) -> {
			if (raw.isInstance(term)) {
				return term;
			}
			throw TermMappingException.expected("a term of type " + raw.getSimpleName(), term);
		});
	}

}
