package io.actor.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import io.actor.term.Atom;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * A record: a tagged tuple or a bare atom where it is a message, a map with atom keys
 * where it is data. Constructor and accessors are looked up once.
 */
final class RecordCodec implements TermCodec<Object> {

	private final JavaType type;

	private final Codecs codecs;

	private final Atom tag;

	private final MethodHandle constructor;

	private final MethodHandle[] accessors;

	private final Atom[] keys;

	private final String[] names;

	private final boolean[] optional;

	/**
	 * Codecs of the components, found on first use and not before: a record may contain
	 * itself. Two threads may both find them; they find the same.
	 */
	private volatile TermCodec<Object> @Nullable [] components;

	RecordCodec(JavaType type, Codecs codecs) {
		this.type = type;
		this.codecs = codecs;
		Class<?> raw = type.getRawClass();
		this.tag = Names.atom(raw, raw.getSimpleName());
		RecordComponent[] components = raw.getRecordComponents();
		this.accessors = new MethodHandle[components.length];
		this.keys = new Atom[components.length];
		this.names = new String[components.length];
		this.optional = new boolean[components.length];
		Class<?>[] types = new Class<?>[components.length];
		Set<Atom> seen = new HashSet<>();
		for (int i = 0; i < components.length; i++) {
			types[i] = components[i].getType();
			this.optional[i] = types[i] == Optional.class;
			this.names[i] = raw.getSimpleName() + "." + components[i].getName();
			this.keys[i] = Names.atom(components[i], components[i].getName());
			if (!seen.add(this.keys[i])) {
				throw new TermMappingException(
						this.names[i] + " has the same key as another component: " + this.keys[i]);
			}
		}
		this.constructor = open(raw, components, types);
	}

	private MethodHandle open(Class<?> raw, RecordComponent[] components, Class<?>[] types) {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			for (int i = 0; i < components.length; i++) {
				Method accessor = components[i].getAccessor();
				accessor.setAccessible(true);
				this.accessors[i] = lookup.unreflect(accessor)
					.asType(MethodType.methodType(Object.class, Object.class));
			}
			Constructor<?> constructor = raw.getDeclaredConstructor(types);
			constructor.setAccessible(true);
			return lookup.unreflectConstructor(constructor)
				.asSpreader(Object[].class, types.length)
				.asType(MethodType.methodType(Object.class, Object[].class));
		}
		catch (ReflectiveOperationException | InaccessibleObjectException ex) {
			throw new TermMappingException(raw.getName() + " is not accessible; its module has to open the package to "
					+ "the module of io.actor", ex);
		}
	}

	Class<?> recordType() {
		return this.type.getRawClass();
	}

	Atom tag() {
		return this.tag;
	}

	/** Size of the tuple, tag included; 1 stands for the bare atom. */
	int arity() {
		return this.keys.length + 1;
	}

	/** Finds the codecs of all components, and so refuses what cannot be mapped. */
	TermCodec<Object>[] components() {
		TermCodec<Object>[] components = this.components;
		if (components == null) {
			components = findComponents();
			this.components = components;
		}
		return components;
	}

	@SuppressWarnings("unchecked")
	private TermCodec<Object>[] findComponents() {
		RecordComponent[] declared = recordType().getRecordComponents();
		TermCodec<Object>[] found = (TermCodec<Object>[]) new TermCodec<?>[declared.length];
		for (int i = 0; i < declared.length; i++) {
			try {
				found[i] = this.codecs.member(declared[i].getGenericType(), this.type);
			}
			catch (TermMappingException ex) {
				throw ex.in(this.names[i]);
			}
		}
		return found;
	}

	/** The record as a message: {@code {tag, Component...}}, or the tag alone. */
	Term writeMessage(Object value) {
		if (this.keys.length == 0) {
			return this.tag;
		}
		Term[] elements = new Term[arity()];
		elements[0] = this.tag;
		for (int i = 0; i < this.keys.length; i++) {
			elements[i + 1] = writeComponent(value, i);
		}
		return Tuple.of(elements);
	}

	/** The record as data: a map with the components' names in snake case as keys. */
	@Override
	public Term write(Object value) {
		Term[] entries = new Term[2 * this.keys.length];
		for (int i = 0; i < this.keys.length; i++) {
			entries[2 * i] = this.keys[i];
			entries[2 * i + 1] = writeComponent(value, i);
		}
		return MapTerm.of(entries);
	}

	private Term writeComponent(Object owner, int index) {
		@Nullable Object value = component(owner, index);
		if (value == null) {
			throw new TermMappingException(
					this.names[index] + " is null, for which there is no term; declare it as Optional");
		}
		try {
			return components()[index].write(value);
		}
		catch (TermMappingException ex) {
			throw ex.in(this.names[index]);
		}
	}

	private @Nullable Object component(Object owner, int index) {
		try {
			return (Object) this.accessors[index].invokeExact(owner);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new TermMappingException(this.names[index] + " cannot be read: " + ex, ex);
		}
	}

	/** Reads a message, which must have this tag and arity; data is accepted too. */
	Object readMessage(Term term) {
		if (term instanceof MapTerm) {
			return read(term);
		}
		if (this.keys.length == 0 && term.equals(this.tag)) {
			return construct(new Object[0]);
		}
		if (!(term instanceof Tuple tuple) || this.keys.length == 0 || !tuple.isTagged(this.tag, arity())) {
			throw TermMappingException.expected(shape(), term).in(recordType().getSimpleName());
		}
		Object[] values = new Object[this.keys.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = readComponent(i, tuple.get(i + 1));
		}
		return construct(values);
	}

	private String shape() {
		return (this.keys.length == 0) ? "the atom " + this.tag
				: "a tuple {" + this.tag + ", ...} of " + arity() + " elements";
	}

	/** Reads data; keys nobody asks for are ignored. */
	@Override
	public Object read(Term term) {
		if (!(term instanceof MapTerm map)) {
			throw TermMappingException.expected("a map", term).in(recordType().getSimpleName());
		}
		Object[] values = new Object[this.keys.length];
		for (int i = 0; i < values.length; i++) {
			Optional<Term> value = map.get(this.keys[i]);
			if (value.isPresent()) {
				values[i] = readComponent(i, value.get());
			}
			else if (this.optional[i]) {
				values[i] = Optional.empty();
			}
			else {
				throw TermMappingException.expected("a map with the key " + this.keys[i], term).in(this.names[i]);
			}
		}
		return construct(values);
	}

	private Object readComponent(int index, Term term) {
		try {
			return components()[index].read(term);
		}
		catch (TermMappingException ex) {
			throw ex.in(this.names[index]);
		}
	}

	private Object construct(Object[] values) {
		try {
			return (Object) this.constructor.invokeExact(values);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new TermMappingException(recordType().getSimpleName() + " refuses its components: " + ex, ex);
		}
	}

}
