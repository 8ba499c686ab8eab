package io.actor.sample.chat.room;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import io.actor.node.Node;
import io.actor.sample.chat.Tick;
import io.actor.sample.chat.log.ChatEvent;
import io.actor.sample.chat.log.ChatLog;
import io.actor.sample.chat.room.RoomDirectory.ListRooms;
import io.actor.sample.chat.room.RoomDirectory.OpenRoom;
import io.actor.sample.chat.room.RoomDirectory.RoomSummary;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Atom;

/**
 * Knows the rooms and is the only one that opens them, so that nobody opens one that its
 * supervisor is about to restart. A room that exists on another node is opened here too.
 */
@GenServer(name = RoomDirectoryServer.NAME, supervisor = "room-service")
class RoomDirectoryServer {

	static final String NAME = "room-directory";

	static final String ROOMS = "rooms";

	private static final Duration TICK = Duration.ofSeconds(1);

	private final Node node;

	private final RoomContext context;

	private final ChatLog log;

	private final RoomNames names;

	private final Map<String, RoomSummary> summaries = new TreeMap<>();

	RoomDirectoryServer(Node node, RoomContext context, RoomNames names) {
		this.node = node;
		this.context = context;
		this.log = context.log();
		this.names = names;
		rooms().whichChildren()
			.stream()
			.map(ChildInfo::pid)
			.filter(Objects::nonNull)
			.forEach((room) -> node.server(room).cast(new RoomCommand.Announce()));
		Tick.after(Duration.ZERO);
	}

	@HandleCall
	boolean open(OpenRoom request) {
		return open(request.room());
	}

	@HandleCall
	List<RoomSummary> rooms(ListRooms request) {
		return List.copyOf(this.summaries.values());
	}

	@HandleCast
	void announce(RoomSummary summary) {
		this.summaries.put(summary.room(), summary);
	}

	@HandleInfo
	void tick(Tick tick) {
		TreeSet<String> wanted = new TreeSet<>(this.names.known());
		this.node.groups().groups().forEach((group) -> {
			if (group instanceof Atom(String name) && RoomName.isProcessName(name)) {
				wanted.add(RoomName.roomOf(name));
			}
		});
		wanted.forEach(this::open);
		Tick.after(TICK);
	}

	private boolean open(String room) {
		String process = RoomName.processName(room);
		if (this.node.whereis(process).isPresent()) {
			return true;
		}
		if (rooms().whichChildren().stream().anyMatch((child) -> child.id().equals(process))) {
			return false;
		}
		ChildResult result = rooms().startChild(ChildSpec.worker(process, () -> new Room(room, this.context)));
		if (result instanceof ChildResult.Started) {
			this.log.record(ChatEvent.now(ChatEvent.Kind.OPENED, room + " is open"));
			return true;
		}
		return false;
	}

	private SupervisorRef rooms() {
		return this.node.supervisor(ROOMS);
	}

}
