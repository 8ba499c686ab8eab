package io.actor.sample.chat.room;

import java.util.List;
import java.util.UUID;

import io.actor.gen.Request;
import io.actor.term.Pid;

/**
 * What a session asks a room.
 *
 * @param <R> type of the answer
 */
public sealed interface RoomRequest<R> extends Request<R> {

	/**
	 * Enter the room. The room watches the session and drops it when it ends.
	 *
	 * @param session who gets what happens in the room from now on
	 * @param nick what to call them
	 */
	record Join(Pid session, String nick) implements RoomRequest<Joined> {
	}

	/**
	 * What somebody who enters sees.
	 *
	 * @param lines the last lines, oldest first
	 * @param people who is here, on all nodes
	 */
	record Joined(List<Line> lines, List<Person> people) {
	}

	/** Who is here, on all nodes? */
	record People() implements RoomRequest<List<Person>> {
	}

	/**
	 * Say something. The answer comes when the line is stored; the same id twice is one
	 * line.
	 *
	 * @param session who says it
	 * @param id the line's id
	 * @param text what
	 */
	record Say(Pid session, UUID id, String text) implements RoomRequest<Said> {
	}

	/** Whether something was said. */
	enum Said {

		/** Everybody has it, and so has the history. */
		DELIVERED,

		/** It could not be stored; nobody has seen it. */
		NOT_STORED,

		/** Who says it is not in the room. */
		NOT_HERE

	}

}
