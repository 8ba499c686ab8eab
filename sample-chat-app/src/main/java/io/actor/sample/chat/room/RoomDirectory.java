package io.actor.sample.chat.room;

import java.util.List;

import io.actor.gen.Request;
import io.actor.spring.annotation.GenServerClient;

/** The directory of rooms, as the others see it. */
@GenServerClient(RoomDirectory.NAME)
public interface RoomDirectory {

	/** Name of the process. */
	String NAME = "room-directory";

	/**
	 * Makes sure that a room runs on this node. False if it does not at this moment: it
	 * is being restarted, or there are too many.
	 */
	boolean open(OpenRoom request);

	/** The rooms, by name. */
	List<RoomSummary> rooms(ListRooms request);

	/** A room says who is in it; does not wait. */
	void announce(RoomSummary summary);

	/**
	 * Asks for a room.
	 *
	 * @param room its name
	 */
	record OpenRoom(String room) implements Request<Boolean> {
	}

	/** Asks for all rooms. */
	record ListRooms() implements Request<List<RoomSummary>> {
	}

	/**
	 * A room in the list.
	 *
	 * @param room its name
	 * @param people how many are in it, on all nodes
	 * @param lastLine id of what was said last, empty if nothing was: the page marks
	 * rooms in which something is new
	 */
	record RoomSummary(String room, int people, String lastLine) {
	}

}
