package io.actor.sample.chat.room;

import java.util.List;

/** What a room sends to the sessions in it. */
public sealed interface RoomEvent {

	/** The room it happened in. */
	String room();

	/**
	 * Something was said.
	 *
	 * @param line what
	 */
	record Heard(Line line) implements RoomEvent {

		@Override
		public String room() {
			return this.line.room();
		}

	}

	/**
	 * Lines came in late, from a node that was away.
	 *
	 * @param room in which room
	 * @param lines the last lines with those among them, oldest first
	 */
	record CaughtUp(String room, List<Line> lines) implements RoomEvent {
	}

	/**
	 * Somebody has come or gone.
	 *
	 * @param room in which room
	 * @param people who is here now, on all nodes
	 */
	record PeopleChanged(String room, List<Person> people) implements RoomEvent {
	}

}
