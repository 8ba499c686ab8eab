package io.actor.spring.test.rooms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.test.rooms.Rooms.Closed;
import io.actor.spring.test.rooms.Rooms.Fail;
import io.actor.spring.test.rooms.Rooms.History;
import io.actor.spring.test.rooms.Rooms.Say;
import io.actor.spring.test.rooms.Rooms.Watch;
import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * Rooms that close when nobody has said anything for a while. One server on each node.
 */
@GenServer(name = "rooms", supervisor = "chat")
class RoomServer {

	private final Node node;

	private final RoomStore store;

	private final RoomSettings settings;

	private final Map<String, List<String>> lines = new HashMap<>();

	private final Map<String, Ref> quiet = new HashMap<>();

	private final Set<Pid> watchers = new HashSet<>();

	RoomServer(Node node, RoomStore store, RoomSettings settings) {
		this.node = node;
		this.store = store;
		this.settings = settings;
		node.groups().join("rooms", Process.current().pid());
	}

	@HandleCast
	void say(Say message, Process self) {
		hear(message, self);
		this.node.groups()
			.members("rooms")
			.stream()
			.filter((other) -> !other.equals(self.pid()))
			.forEach((other) -> self.send(other, message));
	}

	@HandleInfo
	void hear(Say message, Process self) {
		this.store.append(message.room(), message.text());
		this.lines.computeIfAbsent(message.room(), (room) -> new ArrayList<>()).add(message.text());
		Ref before = this.quiet.put(message.room(),
				self.sendAfter(this.settings.quiet(), self.pid(), new Closed(message.room())));
		if (before != null) {
			self.cancelTimer(before);
		}
	}

	@HandleInfo
	void close(Closed message, Process self) {
		this.lines.remove(message.room());
		this.watchers.forEach((watcher) -> self.send(watcher, message));
	}

	@HandleCast
	void watch(Watch message) {
		this.watchers.add(message.watcher());
	}

	@HandleCall
	List<String> history(History request) {
		return List.copyOf(this.lines.getOrDefault(request.room(), List.of()));
	}

	@HandleCall
	boolean fail(Fail request) {
		throw new IllegalStateException("The test wanted it");
	}

}
