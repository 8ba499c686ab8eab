package io.actor.jackson;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * The components of a record one by one: their keys, their codecs, and what stands for
 * one that is missing.
 */
final class Components {

	/** What a component of such a type is when its key is missing. */
	private static final Map<Class<?>, Object> EMPTY = Map.of(Optional.class, Optional.empty(), OptionalInt.class,
			OptionalInt.empty(), OptionalLong.class, OptionalLong.empty(), OptionalDouble.class,
			OptionalDouble.empty());

	private final JavaType type;

	private final Codecs codecs;

	private final RecordAccess access;

	private final RecordComponent[] declared;

	private final Atom[] keys;

	private final String[] names;

	private final Map<Term, Integer> indexes = new HashMap<>();

	/**
	 * Found on first use and not before: a record may contain itself. Two threads may
	 * both find them; they find the same.
	 */
	private volatile @Nullable Found found;

	Components(JavaType type, Codecs codecs) {
		this.type = type;
		this.codecs = codecs;
		Class<?> raw = type.getRawClass();
		this.access = new RecordAccess(raw);
		this.declared = raw.getRecordComponents();
		this.keys = new Atom[this.declared.length];
		this.names = new String[this.declared.length];
		for (int i = 0; i < this.declared.length; i++) {
			this.names[i] = raw.getSimpleName() + "." + this.declared[i].getName();
			this.keys[i] = Names.atom(this.declared[i], this.declared[i].getName());
			if (this.indexes.put(this.keys[i], i) != null) {
				throw new TermMappingException(this.names[i] + " has the same key as another component: " + this.keys[i]
						+ "; rename one with @Tagged");
			}
		}
	}

	int size() {
		return this.keys.length;
	}

	Atom key(int index) {
		return this.keys[index];
	}

	/** Which component has this key, or -1. */
	int indexOf(Term key) {
		return this.indexes.getOrDefault(key, -1);
	}

	/** Whether the component is of a type that may hold nothing. */
	boolean isOptional(int index) {
		return EMPTY.containsKey(this.declared[index].getType());
	}

	/** Whether a component that holds nothing is read back as nothing without its key. */
	boolean isLeftOut(int index) {
		return isOptional(index) && find().missing[index] == null;
	}

	/** Finds the codecs of all components, and so refuses what cannot be mapped. */
	Found find() {
		Found found = this.found;
		if (found == null) {
			found = new Found(codecs(), new Term[this.keys.length]);
			for (int i = 0; i < this.keys.length; i++) {
				IfMissing missing = this.declared[i].getAnnotation(IfMissing.class);
				if (missing != null) {
					found.missing[i] = missing(missing.value(), found.codecs[i], this.names[i]);
				}
			}
			this.found = found;
		}
		return found;
	}

	@SuppressWarnings("unchecked")
	private TermCodec<Object>[] codecs() {
		TermCodec<Object>[] codecs = (TermCodec<Object>[]) new TermCodec<?>[this.declared.length];
		for (int i = 0; i < codecs.length; i++) {
			try {
				Shaped shaped = this.declared[i].getAnnotation(Shaped.class);
				codecs[i] = this.codecs.member(this.declared[i].getGenericType(), this.type,
						(shaped != null) ? shaped.value() : null);
			}
			catch (TermMappingException ex) {
				throw ex.in(this.names[i]);
			}
		}
		return codecs;
	}

	/** The term an {@link IfMissing} means: the first that the component can be. */
	private static Term missing(String text, TermCodec<Object> codec, String name) {
		List<Term> candidates = text.isEmpty() ? List.of(ListTerm.EMPTY, MapTerm.EMPTY, Binary.EMPTY)
				: Names.meanings(text);
		for (Term candidate : candidates) {
			if (reads(codec, candidate)) {
				return candidate;
			}
		}
		throw new TermMappingException(name + " can never be what its @IfMissing says: \"" + text + "\"");
	}

	private static boolean reads(TermCodec<Object> codec, Term term) {
		try {
			codec.read(term);
			return true;
		}
		catch (TermMappingException ex) {
			return false;
		}
	}

	/** Whether the first component can be read from this atom. */
	boolean beginWith(Atom atom) {
		return reads(find().codecs[0], atom);
	}

	/** The term of one component. */
	Term write(Object owner, int index) {
		try {
			Object value = this.access.get(owner, index);
			if (value != null) {
				return find().codecs[index].write(value);
			}
		}
		catch (TermMappingException ex) {
			throw ex.in(this.names[index]);
		}
		throw new TermMappingException(
				this.names[index] + " is null, for which there is no term; declare it as Optional");
	}

	/** The value of one component. */
	Object read(int index, Term term) {
		try {
			return find().codecs[index].read(term);
		}
		catch (TermMappingException ex) {
			throw ex.in(this.names[index]);
		}
	}

	/** The value of a component whose key does not stand in what was received. */
	Object missing(int index, Term received, String form) {
		Term instead = find().missing[index];
		if (instead != null) {
			return read(index, instead);
		}
		Object empty = EMPTY.get(this.declared[index].getType());
		if (empty == null) {
			throw TermMappingException.expected(form + " with the key " + this.keys[index], received)
				.in(this.names[index]);
		}
		return empty;
	}

	Object create(Object[] values, Term received) {
		return this.access.create(values, received);
	}

	/**
	 * What is found on first use.
	 *
	 * @param codecs of each component
	 * @param missing what stands for it, or null
	 */
	record Found(TermCodec<Object>[] codecs, @Nullable Term[] missing) {
	}

}
