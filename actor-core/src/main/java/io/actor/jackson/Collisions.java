package io.actor.jackson;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

import io.actor.term.Term;

/**
 * Tells keys that a peer has chosen for their hash codes from keys as they come. Java's
 * hash tables go through keys of one hash code one by one, unless these are of one class
 * and in order: hundreds of thousands would keep a processor busy for hours, here and
 * wherever the application puts them next.
 */
final class Collisions {

	/** So few may all collide. */
	private static final int FEW = 128;

	/** Comparisons that are allowed for each key on average. */
	private static final long SOME = 64;

	private Collisions() {
	}

	/**
	 * Refuses keys that collide too often.
	 * @throws TermMappingException naming the term
	 */
	static void check(Collection<Object> keys, Term received) {
		if (keys.size() > FEW && pairs(keys) > SOME * keys.size() && !haveOrder(keys)) {
			throw TermMappingException.expected("elements or keys whose Java hash codes differ", received);
		}
	}

	private static long pairs(Collection<Object> keys) {
		int[] hashes = keys.stream().mapToInt(Object::hashCode).sorted().toArray();
		long pairs = 0;
		int first = 0;
		for (int i = 1; i < hashes.length; i++) {
			if (hashes[i] != hashes[i - 1]) {
				first = i;
			}
			pairs += i - first;
		}
		return pairs;
	}

	/**
	 * Whether a hash table can order those that collide. Terms of two classes never do.
	 */
	private static boolean haveOrder(Collection<Object> keys) {
		Class<?> one = keys.iterator().next().getClass();
		boolean ordered = Stream.of(one.getGenericInterfaces())
			.map(Object::toString)
			.anyMatch((Comparable.class.getName() + "<" + one.getName() + ">")::equals);
		return (ordered && keys.stream().allMatch((key) -> key.getClass() == one))
				|| keys.stream().allMatch(Term.class::isInstance);
	}

}
