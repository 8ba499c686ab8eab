package io.actor.spring.test.rooms;

import java.util.List;

import io.actor.spring.annotation.GenServerClient;
import io.actor.term.Pid;

/** The rooms, as others see them. */
@GenServerClient("rooms")
interface Rooms {

	void say(Say message);

	void watch(Watch message);

	List<String> history(History request);

	boolean fail(Fail request);

	/** Say something in a room. */
	record Say(String room, String text) {
	}

	/** Be told when a room closes. */
	record Watch(Pid watcher) {
	}

	/** What was said in a room. */
	record History(String room) {
	}

	/** Crash. */
	record Fail() {
	}

	/** A room has closed. */
	record Closed(String room) {
	}

}
