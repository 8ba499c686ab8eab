package io.actor.sample.chat.room;

import java.util.Comparator;

/**
 * Somebody who is in a room.
 *
 * @param nick what they call themselves
 * @param node the node they are connected to
 */
public record Person(String nick, String node) {

	/** As the page lists them. */
	public static final Comparator<Person> ORDER = Comparator.comparing(Person::nick, String.CASE_INSENSITIVE_ORDER)
		.thenComparing(Person::node);

}
