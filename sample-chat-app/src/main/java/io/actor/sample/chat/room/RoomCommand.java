package io.actor.sample.chat.room;

import io.actor.term.Pid;

/** What a room is told. */
public sealed interface RoomCommand {

	/**
	 * A session leaves.
	 *
	 * @param session which one
	 */
	record Leave(Pid session) implements RoomCommand {
	}

	/** Tell the directory who is here, as after every change. */
	record Announce() implements RoomCommand {
	}

	/**
	 * Fail, to show what happens then.
	 *
	 * @param by who wants to see it
	 */
	record Crash(String by) implements RoomCommand {
	}

}
