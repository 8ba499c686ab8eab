package io.actor.sample.chat.room;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.actor.node.Node;
import io.actor.sample.chat.ChatProperties;
import io.actor.sample.chat.Tick;
import io.actor.sample.chat.log.ChatEvent;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Knows the rooms and is the only one that opens them, so that nobody opens one that its
 * supervisor is about to restart. A room that exists on another node is opened here too.
 */
@GenServer(name = RoomDirectory.NAME, supervisor = "room-service")
class RoomDirectoryServer {

	/** The supervisor of the rooms. */
	static final String ROOMS = "room-supervisor";

	private static final Duration TICK = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(RoomDirectoryServer.class);

	private final Node node;

	private final RoomContext context;

	private final Map<String, RoomSummary> summaries = new TreeMap<>();

	/** Rooms to be open; those of the history join them once it can be read. */
	private final Set<String> known;

	private boolean historyRead;

	RoomDirectoryServer(RoomContext context, ChatProperties properties) {
		this.context = context;
		this.node = context.node();
		this.known = new TreeSet<>(properties.rooms());
		rooms().whichChildren()
			.stream()
			.map(ChildInfo::pid)
			.filter(Objects::nonNull)
			.forEach((room) -> this.node.server(room).cast(new RoomCommand.Announce()));
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
		readHistory();
		Set<String> wanted = new TreeSet<>(this.known);
		this.node.groups().groups().forEach((group) -> {
			if (group instanceof Atom(String name) && RoomName.isProcessName(name)) {
				wanted.add(RoomName.roomOf(name));
			}
		});
		wanted.forEach(this::open);
		Tick.after(TICK);
	}

	private void readHistory() {
		if (this.historyRead) {
			return;
		}
		try {
			this.known.addAll(this.context.store().rooms());
			this.historyRead = true;
		}
		catch (DataAccessException ex) {
			logger.warn("The rooms of the history cannot be read, trying again: {}", ex.getMessage());
		}
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
			this.context.log().record(ChatEvent.now(ChatEvent.Kind.OPENED, room + " is open"));
			return true;
		}
		return false;
	}

	private SupervisorRef rooms() {
		return this.node.supervisor(ROOMS);
	}

}
