package io.actor.sample.chat.room;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * One thing somebody said. The id is made by the page, so that a line that is sent twice
 * is still one line, in every room of this name and in every database.
 *
 * @param id who it is, everywhere
 * @param room where it was said
 * @param nick who said it
 * @param text what was said
 * @param at when the room heard it
 * @param node the node of the room that heard it
 */
public record Line(UUID id, String room, String nick, String text, Instant at, String node) {

	/** Oldest first; lines of the same instant are in the same order on every node. */
	public static final Comparator<Line> ORDER = Comparator.comparing(Line::at).thenComparing(Line::id);

}
