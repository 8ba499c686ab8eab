package io.actor.spring.test.rooms;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

/** An ordinary component; slices leave it out. */
@Component
class InMemoryRoomStore implements RoomStore {

	private final List<String> lines = new ArrayList<>();

	@Override
	public void append(String room, String text) {
		this.lines.add(room + ": " + text);
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

}
