package io.actor.jackson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * A record: a tagged tuple or a bare atom where it is a message, a map with atom keys
 * where it is data, or always what its annotations say. Read from either, and from what
 * they say.
 */
final class RecordCodec implements TermCodec<Object> {

	private static final Set<Shape> SHAPES = Set.of(Shape.TUPLE, Shape.UNTAGGED_TUPLE, Shape.MAP, Shape.PROPLIST,
			Shape.STRUCT);

	private final Class<?> type;

	private final Atom tag;

	private final Components components;

	/** The module of an Elixir struct. */
	private final @Nullable Atom module;

	private final @Nullable Shape declared;

	private final boolean alternative;

	RecordCodec(JavaType type, Codecs codecs) {
		this.type = type.getRawClass();
		this.tag = Names.atom(this.type, this.type.getSimpleName());
		this.components = new Components(type, codecs);
		this.alternative = isAlternative(this.type);
		Struct struct = this.type.getAnnotation(Struct.class);
		this.module = (struct != null) ? Names.module(struct.value()) : null;
		Shaped shaped = this.type.getAnnotation(Shaped.class);
		this.declared = (shaped != null) ? supported(shaped.value()) : (struct != null) ? Shape.STRUCT : null;
		if (this.module != null && this.components.indexOf(ElixirTerms.STRUCT) >= 0) {
			throw new TermMappingException(this.type.getName() + " has a component with the key of its module");
		}
	}

	private Shape supported(Shape shape) {
		if (!SHAPES.contains(shape)) {
			throw new TermMappingException(this.type.getName() + " is a record and cannot have the shape " + shape);
		}
		if (shape == Shape.STRUCT && this.module == null) {
			throw new TermMappingException(
					this.type.getName() + " needs @Struct, which names the Elixir module it is a struct of");
		}
		return shape;
	}

	/** Whether it is one of the records of a sealed interface. */
	boolean isAlternative() {
		return this.alternative;
	}

	private static boolean isAlternative(Class<?> type) {
		return Stream.of(type.getInterfaces()).anyMatch((each) -> each.isSealed() || isAlternative(each));
	}

	/** Looks at all components, and so refuses what cannot be mapped. */
	void check() {
		this.components.find();
	}

	/** Whether its tuple without a tag can begin with this atom. */
	boolean beginsWith(Atom atom) {
		return this.components.beginWith(atom);
	}

	/** What the record looks like as a message. */
	MessageForm form() {
		return switch (messageShape()) {
			case STRUCT -> MessageForm.struct(module());
			case MAP -> MessageForm.MAP;
			case PROPLIST -> MessageForm.LIST;
			case UNTAGGED_TUPLE -> MessageForm.untagged(this.components.size());
			default -> MessageForm.tagged(this.tag, this.components.size() + 1);
		};
	}

	private Shape messageShape() {
		return (this.declared != null) ? this.declared : Shape.TUPLE;
	}

	private Shape dataShape() {
		return (this.declared != null) ? this.declared : Shape.MAP;
	}

	private Atom module() {
		Atom module = this.module;
		if (module == null) {
			throw new IllegalStateException(this.type + " is no struct");
		}
		return module;
	}

	/** The same record with the shape a component gives it. */
	TermCodec<Object> shaped(Shape shape) {
		Shape given = supported(shape);
		return ScalarCodecs.of((value) -> write(value, given), (term) -> read(term, given));
	}

	// ---- writing ----

	/** The record as a message. */
	Term writeMessage(Object value) {
		return write(value, messageShape());
	}

	/** The record as data. */
	@Override
	public Term write(Object value) {
		return write(value, dataShape());
	}

	private Term write(Object value, Shape shape) {
		return switch (shape) {
			case UNTAGGED_TUPLE -> Tuple.of(elements(value, 0));
			case MAP -> MapTerm.of(entries(value, 0, Atom.UNDEFINED));
			case STRUCT -> struct(value);
			case PROPLIST -> proplist(value);
			default -> tagged(value);
		};
	}

	private Term tagged(Object value) {
		if (this.components.size() == 0) {
			return this.tag;
		}
		Term[] elements = elements(value, 1);
		elements[0] = this.tag;
		return Tuple.of(elements);
	}

	private Term[] elements(Object value, int first) {
		Term[] elements = new Term[first + this.components.size()];
		for (int i = 0; i < this.components.size(); i++) {
			elements[first + i] = this.components.write(value, i);
		}
		return elements;
	}

	private Term[] entries(Object value, int first, Atom empty) {
		Term[] entries = new Term[first + 2 * this.components.size()];
		for (int i = 0; i < this.components.size(); i++) {
			entries[first + 2 * i] = this.components.key(i);
			Term term = this.components.write(value, i);
			entries[first + 2 * i + 1] = isEmpty(i, term) ? empty : term;
		}
		return entries;
	}

	private Term struct(Object value) {
		Term[] entries = entries(value, 2, ElixirTerms.NIL);
		entries[0] = ElixirTerms.STRUCT;
		entries[1] = module();
		return MapTerm.of(entries);
	}

	private Term proplist(Object value) {
		List<Term> properties = new ArrayList<>(this.components.size());
		for (int i = 0; i < this.components.size(); i++) {
			Term term = this.components.write(value, i);
			if (!isEmpty(i, term) || !this.components.isLeftOut(i)) {
				properties.add(Tuple.of(this.components.key(i), term));
			}
		}
		return ListTerm.of(properties);
	}

	private boolean isEmpty(int index, Term written) {
		return written.equals(Atom.UNDEFINED) && this.components.isOptional(index);
	}

	// ---- reading ----

	/** Reads what stands where a message is meant. */
	Object readMessage(Term term) {
		return read(term, messageShape());
	}

	/** Reads what stands where data is meant. */
	@Override
	public Object read(Term term) {
		return read(term, dataShape());
	}

	/**
	 * Reads the shape that is meant; a map and the tagged tuple always count as the
	 * record. Keys nobody asks for are ignored.
	 */
	private Object read(Term term, Shape shape) {
		int size = this.components.size();
		return switch (term) {
			case MapTerm map -> map(map);
			case Tuple tuple when size > 0 && tuple.isTagged(this.tag, size + 1) -> tuple(tuple, 1);
			case Tuple tuple when shape == Shape.UNTAGGED_TUPLE && tuple.arity() == size -> tuple(tuple, 0);
			case Atom atom when size == 0 && atom.equals(this.tag) -> this.components.create(new Object[0], atom);
			case ListTerm list when shape == Shape.PROPLIST && list.isProper() -> properties(list);
			default -> throw TermMappingException.expected(expected(shape), term).in(this.type.getSimpleName());
		};
	}

	private String expected(Shape shape) {
		int size = this.components.size();
		return switch (shape) {
			case UNTAGGED_TUPLE -> "a tuple of " + size + " elements";
			case PROPLIST -> "a property list";
			case STRUCT -> "a struct " + form();
			case TUPLE ->
				(size == 0) ? "the atom " + this.tag : "a tuple {" + this.tag + ", ...} of " + (size + 1) + " elements";
			default -> "a map";
		};
	}

	private Object tuple(Tuple tuple, int first) {
		Object[] values = new Object[this.components.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.components.read(i, tuple.get(first + i));
		}
		return this.components.create(values, tuple);
	}

	private Object map(MapTerm map) {
		if (this.module != null && !map.get(ElixirTerms.STRUCT).orElse(this.module).equals(this.module)) {
			throw TermMappingException.expected("a struct " + MessageForm.struct(this.module), map)
				.in(this.type.getSimpleName());
		}
		Object[] values = new Object[this.components.size()];
		for (int i = 0; i < values.length; i++) {
			Optional<Term> value = map.get(this.components.key(i));
			values[i] = value.isPresent() ? this.components.read(i, value.get())
					: this.components.missing(i, map, "a map");
		}
		return this.components.create(values, map);
	}

	/**
	 * As {@code proplists} and Elixir's {@code Keyword} read them: the first of several
	 * with one key counts, an atom stands for a pair with {@code true}.
	 */
	private Object properties(ListTerm list) {
		@Nullable Object[] values = new @Nullable Object[this.components.size()];
		for (int i = 0; i < list.size(); i++) {
			Term property = list.get(i);
			boolean pair = property instanceof Tuple tuple && tuple.arity() == 2;
			int index = this.components.indexOf((pair) ? ((Tuple) property).get(0) : property);
			if (index >= 0 && values[index] == null) {
				values[index] = this.components.read(index, pair ? ((Tuple) property).get(1) : Atom.TRUE);
			}
		}
		Object[] complete = new Object[values.length];
		for (int i = 0; i < values.length; i++) {
			Object value = values[i];
			complete[i] = (value != null) ? value : this.components.missing(i, list, "a property list");
		}
		return this.components.create(complete, list);
	}

}
