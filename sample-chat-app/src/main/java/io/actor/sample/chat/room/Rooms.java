package io.actor.sample.chat.room;

import java.util.Optional;

import io.actor.gen.ServerRef;

/** Finds rooms on this node. */
@FunctionalInterface
public interface Rooms {

	/**
	 * The room of this name, started if there is none. Empty if it cannot be had at this
	 * moment: it is being restarted, or there are too many.
	 */
	Optional<ServerRef> find(String room);

}
