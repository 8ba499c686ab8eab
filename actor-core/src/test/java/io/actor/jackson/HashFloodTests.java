package io.actor.jackson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys a peer has chosen so that all have one hash code. One by one they would cost
 * minutes.
 */
@Tag("security")
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HashFloodTests {

	private static final int MANY = 60_000;

	private static final Atom NODE = Atom.of("a@h");

	private final TermMapper mapper = new TermMapper();

	record Point(int x, int y) {
	}

	record Tags(@Shaped(Shape.PROPLIST) Map<String, Integer> tags) {
	}

	record Any(@Shaped(Shape.PROPLIST) Map<Term, Integer> any) {
	}

	private static List<Term> colliding(int many) {
		return IntStream.range(0, many).<Term>mapToObj((i) -> new Int((long) i << 32 | i)).toList();
	}

	/** Texts whose hash codes are equal, as {@code Aa} and {@code BB}. */
	private static String text(int number) {
		StringBuilder text = new StringBuilder();
		for (int bit = 0; bit < 17; bit++) {
			text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
		}
		return text.toString();
	}

	private static List<Term> pids() {
		return IntStream.range(0, MANY).<Term>mapToObj((i) -> new Pid(NODE, i, 31 * (MANY - i), 1)).toList();
	}

	private static List<Term> refs() {
		return IntStream.range(0, MANY).<Term>mapToObj((i) -> new Ref(NODE, 1, i, 31 * (MANY - i))).toList();
	}

	@Test
	void termsOfOneClassAreFoundByTheirOrder() {
		assertThat(set(ListTerm.of(colliding(MANY)), new TypeReference<Set<Term>>() {
		})).hasSize(MANY);
		assertThat(set(ListTerm.of(pids()), new TypeReference<Set<Pid>>() {
		})).hasSize(MANY);
		assertThat(set(ListTerm.of(refs()), new TypeReference<Set<Ref>>() {
		})).hasSize(MANY);
		List<Term> tuples = colliding(MANY).stream().<Term>map(Tuple::of).toList();
		assertThat(new HashSet<>(tuples)).hasSize(MANY);
	}

	@Test
	void termsOfSeveralClassesNeverHaveOneHashCode() {
		List<Term> mixed = new ArrayList<>(colliding(MANY));
		int hash = "Aa".repeat(17).hashCode();
		IntStream.range(0, MANY).forEach((i) -> {
			mixed.set(i, new Int((long) i << 32 | (i ^ hash) & 0xFFFFFFFFL));
			mixed.add(Atom.of(text(i)));
		});

		assertThat(set(ListTerm.of(mixed), new TypeReference<Set<Object>>() {
		})).hasSize(2 * MANY);
	}

	@Test
	void propertyListsAndMapsAreRead() {
		List<Term> pairs = IntStream.range(0, MANY)
			.<Term>mapToObj((i) -> Tuple.of(Atom.of(text(i)), Int.of(i)))
			.toList();
		List<Term> any = colliding(MANY).stream().<Term>map((key) -> Tuple.of(key, Int.of(1))).toList();

		assertThat(this.mapper.fromTerm(Tuple.of(Atom.of("tags"), ListTerm.of(pairs)), Tags.class).tags())
			.hasSize(MANY);
		assertThat(this.mapper.fromTerm(Tuple.of(Atom.of("any"), ListTerm.of(any)), Any.class).any()).hasSize(MANY);
		MapTerm map = MapTerm
			.of(pids().stream().flatMap((pid) -> List.of(pid, Int.of(1)).stream()).toArray(Term[]::new));
		assertThat(map.toMap()).hasSize(MANY);
		assertThat((Map<?, ?>) this.mapper.fromTerm(map, new TypeReference<Map<Pid, Integer>>() {
		}.getType())).hasSize(MANY);
	}

	@Test
	void recordsThatWouldHaveToBeSearchedOneByOneAreRefused() {
		List<Term> points = IntStream.range(0, MANY).<Term>mapToObj((i) -> point(i, -31 * i)).toList();
		Term[] entries = points.stream().flatMap((point) -> List.of(point, Int.of(1)).stream()).toArray(Term[]::new);

		assertThat(new Point(1, -31)).hasSameHashCodeAs(new Point(2, -62));
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> set(ListTerm.of(points), new TypeReference<Set<Point>>() {
			}))
			.withMessageStartingWith("expected elements or keys whose Java hash codes differ, received [#{");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(entries), new TypeReference<Map<Point, Integer>>() {
			}.getType()))
			.withMessageStartingWith("expected elements or keys whose Java hash codes differ, received #{");
	}

	@Test
	void recordsAsTheyComeAreNot() {
		List<Term> grid = IntStream.range(0, MANY).<Term>mapToObj((i) -> point(i % 400, i / 400)).toList();
		List<Term> texts = IntStream.range(0, MANY).<Term>mapToObj((i) -> Binary.utf8(text(i))).toList();
		List<Term> few = IntStream.range(0, 100).<Term>mapToObj((i) -> point(i, -31 * i)).toList();

		assertThat(set(ListTerm.of(grid), new TypeReference<Set<Point>>() {
		})).hasSize(MANY);
		assertThat(set(ListTerm.of(few), new TypeReference<Set<Point>>() {
		})).hasSize(100);
		assertThat(set(ListTerm.of(texts), new TypeReference<Set<String>>() {
		})).hasSize(MANY);
	}

	private static Term point(int x, int y) {
		return MapTerm.of(Atom.of("x"), Int.of(x), Atom.of("y"), Int.of(y));
	}

	private Set<?> set(Term term, TypeReference<?> type) {
		return (Set<?>) this.mapper.fromTerm(term, type.getType());
	}

}
