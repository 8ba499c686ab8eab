package io.actor.sample.chat.http;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.actor.gen.CallException;
import io.actor.node.Node;
import io.actor.node.PeerInfo;
import io.actor.sample.chat.Tick;
import io.actor.sample.chat.analytics.Analytics;
import io.actor.sample.chat.analytics.Figures;
import io.actor.sample.chat.http.Status.NodeStatus;
import io.actor.sample.chat.http.StatusBoard.Look;
import io.actor.sample.chat.log.ChatLog;
import io.actor.sample.chat.room.RoomDirectory;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;

/**
 * Collects once a second what every page shows. A service that does not answer leaves
 * what it said last on the board.
 */
@GenServer(name = StatusBoardServer.NAME, supervisor = "http-service")
class StatusBoardServer {

	static final String NAME = "status-board";

	private static final Duration TICK = Duration.ofSeconds(1);

	private static final int EVENTS = 8;

	private final Node node;

	private final RoomDirectory directory;

	private final Analytics analytics;

	private final ChatLog log;

	private Status status = Status.UNKNOWN;

	StatusBoardServer(Node node, RoomDirectory directory, Analytics analytics, ChatLog log) {
		this.node = node;
		this.directory = directory;
		this.analytics = analytics;
		this.log = log;
		Tick.after(Duration.ZERO);
	}

	@HandleCast
	void look(Look look) {
		if (!this.status.equals(look.seen())) {
			this.node.send(look.session(), this.status);
		}
	}

	@HandleInfo
	void tick(Tick tick) {
		Status before = this.status;
		Optional<Figures> figures = answer(() -> this.analytics.figures(new Analytics.CurrentFigures()));
		Optional<Instant> staleSince = figures.isPresent() ? Optional.empty()
				: before.staleSince().or(() -> Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
		this.status = new Status(
				answer(() -> this.directory.rooms(new RoomDirectory.ListRooms())).orElse(before.rooms()),
				figures.orElse(before.figures()), staleSince, nodes(),
				answer(() -> this.log.recent(new ChatLog.Recent(EVENTS))).orElse(before.events()));
		Tick.after(TICK);
	}

	private List<NodeStatus> nodes() {
		Set<String> up = this.node.peers().stream().map(PeerInfo::name).collect(Collectors.toSet());
		Set<String> others = new TreeSet<>(this.node.expectedPeers());
		others.addAll(up);
		List<NodeStatus> all = new ArrayList<>();
		all.add(new NodeStatus(this.node.name(), true));
		others.forEach((other) -> all.add(new NodeStatus(other, up.contains(other))));
		return all;
	}

	private static <T> Optional<T> answer(Supplier<T> question) {
		try {
			return Optional.of(question.get());
		}
		catch (CallException ex) {
			return Optional.empty();
		}
	}

}
