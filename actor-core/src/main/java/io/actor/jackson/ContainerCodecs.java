package io.actor.jackson;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.PlainText;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/** Types whose values hold other values. */
final class ContainerCodecs {

	private static final Set<Term> ABSENT = Set.of(Atom.UNDEFINED, ElixirTerms.NIL, Atom.of("null"));

	private static final Atom MAP_SET = Atom.of("Elixir.MapSet");

	private static final Atom MAP = Atom.of("map");

	private ContainerCodecs() {
	}

	static TermCodec<Object> list(TermCodec<Object> element) {
		return ScalarCodecs.of((value) -> writeAll((Collection<?>) value, element),
				(term) -> Collections.unmodifiableList(readAll(term, element)));
	}

	static TermCodec<Object> set(TermCodec<Object> element) {
		return ScalarCodecs.of((value) -> writeAll((Collection<?>) value, element), (term) -> {
			List<Object> elements = readAll(elements(term), element);
			Collisions.check(elements, term);
			return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(elements));
		});
	}

	static TermCodec<Object> array(Class<?> elementType, TermCodec<Object> element) {
		return ScalarCodecs.of((value) -> {
			List<@Nullable Object> elements = new ArrayList<>();
			for (int i = 0; i < Array.getLength(value); i++) {
				elements.add(Array.get(value, i));
			}
			return writeAll(elements, element);
		}, (term) -> {
			List<Object> elements = readAll(term, element);
			Object array = Array.newInstance(elementType, elements.size());
			for (int i = 0; i < elements.size(); i++) {
				Array.set(array, i, elements.get(i));
			}
			return array;
		});
	}

	/**
	 * What stands for nothing: Erlang says {@code undefined}, Elixir {@code nil}, and
	 * libraries for JSON {@code null}.
	 */
	static boolean isAbsent(Term term) {
		return term instanceof Atom && ABSENT.contains(term);
	}

	static TermCodec<Object> optional(TermCodec<Object> content) {
		return ScalarCodecs.of((value) -> {
			Optional<?> optional = (Optional<?>) value;
			if (optional.isEmpty()) {
				return Atom.UNDEFINED;
			}
			Term term = content.write(optional.get());
			if (isAbsent(term)) {
				throw new TermMappingException("an Optional of " + term + " would be read as an empty one");
			}
			return term;
		}, (term) -> isAbsent(term) ? Optional.empty() : Optional.of(content.read(term)));
	}

	/** A map as {@code [{Key, Value}...]}. */
	static TermCodec<Object> properties(TermCodec<Object> key, TermCodec<Object> value) {
		return ScalarCodecs.of((map) -> {
			MapTerm written = (MapTerm) writeMap((Map<?, ?>) map, key, value);
			List<Term> pairs = new ArrayList<>(written.size());
			written.forEach((k, v) -> pairs.add(Tuple.of(k, v)));
			return ListTerm.of(pairs);
		}, (term) -> readMap((term instanceof ListTerm list && list.isProper()) ? asMap(list) : term, key, value));
	}

	/** The first of several pairs with one key counts, as in {@code proplists}. */
	private static Term asMap(ListTerm list) {
		SequencedMap<Term, Term> map = LinkedHashMap.newLinkedHashMap(list.size());
		for (Term property : list.elements()) {
			switch (property) {
				case Tuple pair when pair.arity() == 2 -> map.putIfAbsent(pair.get(0), pair.get(1));
				case Atom flag -> map.putIfAbsent(flag, Atom.TRUE);
				default -> throw TermMappingException.expected("a list of pairs", list);
			}
		}
		return MapTerm.of(map);
	}

	/** The elements of Elixir's {@code MapSet}, and of Erlang's {@code sets}. */
	private static Term elements(Term term) {
		if (!(term instanceof MapTerm map)) {
			return term;
		}
		Term inside = map.get(ElixirTerms.STRUCT).filter(MAP_SET::equals).flatMap((_) -> map.get(MAP)).orElse(map);
		if (!(inside instanceof MapTerm keys)) {
			return term;
		}
		List<Term> elements = new ArrayList<>(keys.size());
		for (int i = 0; i < keys.size(); i++) {
			if (!keys.valueAt(i).equals(ListTerm.EMPTY)) {
				return term;
			}
			elements.add(keys.keyAt(i));
		}
		return ListTerm.of(elements);
	}

	static TermCodec<Object> map(TermCodec<Object> key, TermCodec<Object> value) {
		return ScalarCodecs.of((map) -> writeMap((Map<?, ?>) map, key, value), (term) -> readMap(term, key, value));
	}

	private static Term writeMap(Map<?, ?> map, TermCodec<Object> keyCodec, TermCodec<Object> valueCodec) {
		Term[] entries = new Term[2 * map.size()];
		int next = 0;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			@Nullable Object key = entry.getKey();
			if (key == null) {
				throw new TermMappingException("a key is null");
			}
			entries[next++] = write(key, keyCodec, () -> "key " + shown(key));
			entries[next++] = write(entry.getValue(), valueCodec, () -> "value of " + shown(key));
		}
		try {
			return MapTerm.of(entries);
		}
		catch (IllegalArgumentException ex) {
			throw new TermMappingException(String.valueOf(ex.getMessage()), ex);
		}
	}

	private static String shown(Object key) {
		return PlainText.of(String.valueOf(key), 40);
	}

	private static Map<Object, Object> readMap(Term term, TermCodec<Object> keyCodec, TermCodec<Object> valueCodec) {
		if (!(term instanceof MapTerm map)) {
			throw TermMappingException.expected("a map", term);
		}
		List<Object> keys = new ArrayList<>(map.size());
		map.forEach((key, _) -> keys.add(read(key, keyCodec, () -> "key " + key.print(40))));
		Collisions.check(keys, term);
		SequencedMap<Object, Object> result = LinkedHashMap.newLinkedHashMap(map.size());
		map.forEach((key, value) -> {
			Object readValue = read(value, valueCodec, () -> "value of " + key.print(40));
			if (result.put(keys.get(result.size()), readValue) != null) {
				throw TermMappingException.expected("a map with each key once as its Java type", term);
			}
		});
		return Collections.unmodifiableSequencedMap(result);
	}

	private static Term writeAll(Collection<?> values, TermCodec<Object> element) {
		List<Term> terms = new ArrayList<>(values.size());
		for (Object value : values) {
			terms.add(write(value, element, () -> "element " + terms.size()));
		}
		return ListTerm.of(terms);
	}

	private static List<Object> readAll(Term term, TermCodec<Object> element) {
		if (!(term instanceof ListTerm list) || !list.isProper()) {
			throw TermMappingException.expected("a list", term);
		}
		List<Object> values = new ArrayList<>(list.size());
		for (int i = 0; i < list.size(); i++) {
			values.add(read(list.get(i), element, () -> "element " + values.size()));
		}
		return values;
	}

	private static Term write(@Nullable Object value, TermCodec<Object> codec, Place place) {
		if (value == null) {
			throw new TermMappingException(place.name() + " is null, for which there is no term");
		}
		try {
			return codec.write(value);
		}
		catch (TermMappingException ex) {
			throw ex.in(place.name());
		}
	}

	private static Object read(Term term, TermCodec<Object> codec, Place place) {
		try {
			return codec.read(term);
		}
		catch (TermMappingException ex) {
			throw ex.in(place.name());
		}
	}

	/** Where in a container something failed; put into words only then. */
	@FunctionalInterface
	private interface Place {

		String name();

	}

}
