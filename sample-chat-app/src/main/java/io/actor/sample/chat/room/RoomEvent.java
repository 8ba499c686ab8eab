package io.actor.sample.chat.room;

import java.util.List;

/** What a room sends to the sessions in it. */
public sealed interface RoomEvent {

	/**
	 * Something was said.
	 *
	 * @param line what
	 */
	record Heard(Line line) implements RoomEvent {
	}

	/**
	 * Lines came in late, from a node that was away.
	 *
	 * @param lines the last lines with those among them, oldest first
	 */
	record CaughtUp(List<Line> lines) implements RoomEvent {
	}

	/**
	 * Somebody has come or gone.
	 *
	 * @param people who is here now, on all nodes
	 */
	record PeopleChanged(List<Person> people) implements RoomEvent {
	}

}
