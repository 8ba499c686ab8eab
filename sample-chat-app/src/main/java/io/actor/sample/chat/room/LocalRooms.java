package io.actor.sample.chat.room;

import java.util.Optional;

import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.node.Node;

import org.springframework.stereotype.Component;

/** Rooms by the name of their process; the directory opens those that are missing. */
@Component
class LocalRooms implements Rooms {

	private final Node node;

	private final RoomDirectory directory;

	LocalRooms(Node node, RoomDirectory directory) {
		this.node = node;
		this.directory = directory;
	}

	@Override
	public Optional<ServerRef> find(String room) {
		Optional<ServerRef> running = running(room);
		return running.isPresent() ? running : opened(room);
	}

	private Optional<ServerRef> opened(String room) {
		try {
			return this.directory.open(new RoomDirectory.OpenRoom(room)) ? running(room) : Optional.empty();
		}
		catch (CallException ex) {
			return Optional.empty();
		}
	}

	/** By pid: a session wants to hear when this incarnation ends. */
	private Optional<ServerRef> running(String room) {
		return this.node.whereis(RoomName.processName(room)).map(this.node::server);
	}

}
