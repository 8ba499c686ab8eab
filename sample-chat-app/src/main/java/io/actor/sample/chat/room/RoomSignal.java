package io.actor.sample.chat.room;

import java.util.List;

import io.actor.term.Pid;

/**
 * What the rooms of one name on different nodes tell each other. On the wire these are
 * tagged tuples, {@code {said, #{id => ..., text => ...}}} for instance.
 */
public sealed interface RoomSignal {

	/**
	 * A room has seen another one for the first time, or answers that.
	 *
	 * @param room who greets
	 * @param people who is connected there
	 * @param lines the last lines it knows
	 * @param answer whether this answers a greeting
	 */
	record Greeting(Pid room, List<Person> people, List<Line> lines, boolean answer) implements RoomSignal {
	}

	/**
	 * Who is connected there has changed.
	 *
	 * @param room where
	 * @param people who is connected there now
	 */
	record PeopleThere(Pid room, List<Person> people) implements RoomSignal {
	}

	/**
	 * Something was said there.
	 *
	 * @param line what
	 */
	record SaidThere(Line line) implements RoomSignal {
	}

}
