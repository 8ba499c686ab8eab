package io.actor.spring.test.rooms;

/** Where lines are kept. */
interface RoomStore {

	void append(String room, String text);

}
