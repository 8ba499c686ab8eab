package io.actor.sample.chat.room;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.sample.chat.room.RoomRequest.Join;
import io.actor.sample.chat.room.RoomRequest.Joined;
import io.actor.sample.chat.room.RoomRequest.Said;
import io.actor.sample.chat.room.RoomRequest.Say;
import io.actor.term.Pid;

/** Somebody in a room: a process that keeps what it is sent. */
final class Visitor {

	private final Node node;

	private final Pid pid;

	private final List<RoomEvent> events = new CopyOnWriteArrayList<>();

	Visitor(Node node) {
		this.node = node;
		this.pid = node.spawn((self) -> {
			while (true) {
				this.events.add(self.receive(RoomEvent.class));
			}
		});
	}

	Joined join(ServerRef room, String nick) {
		return room.call(new Join(this.pid, nick));
	}

	Said say(ServerRef room, String text) {
		return say(room, UUID.randomUUID(), text);
	}

	Said say(ServerRef room, UUID id, String text) {
		return room.call(new Say(this.pid, id, text));
	}

	void leave(ServerRef room) {
		room.cast(new RoomCommand.Leave(this.pid));
	}

	void loseConnection() {
		this.node.processes().exit(this.pid, this.pid, ExitReason.KILL);
	}

	List<String> heard() {
		return this.events.stream()
			.filter(RoomEvent.Heard.class::isInstance)
			.map((event) -> ((RoomEvent.Heard) event).line().text())
			.toList();
	}

	/** What is in the history after the last time it has changed. */
	List<String> caughtUp() {
		return this.events.stream()
			.filter(RoomEvent.CaughtUp.class::isInstance)
			.map((event) -> ((RoomEvent.CaughtUp) event).lines().stream().map(Line::text).toList())
			.reduce(List.of(), (before, after) -> after);
	}

	/** Who is here, as last told. */
	List<String> people() {
		return this.events.stream()
			.filter(RoomEvent.PeopleChanged.class::isInstance)
			.map((event) -> ((RoomEvent.PeopleChanged) event).people().stream().map(Person::nick).toList())
			.reduce(List.of(), (before, after) -> after);
	}

}
