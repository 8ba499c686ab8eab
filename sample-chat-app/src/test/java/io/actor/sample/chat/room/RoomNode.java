package io.actor.sample.chat.room;

import java.util.List;

import io.actor.gen.ServerRef;
import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.sample.chat.InMemoryStore;
import io.actor.sample.chat.analytics.Analytics;
import io.actor.sample.chat.analytics.Figures;
import io.actor.sample.chat.log.ChatEvent;
import io.actor.sample.chat.log.ChatLog;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Pid;

/** A node with supervised rooms and nothing of Spring. */
public final class RoomNode implements AutoCloseable {

	private final Node node;

	private final InMemoryStore store = new InMemoryStore();

	private RoomNode(Node node) {
		this.node = node;
	}

	public static RoomNode local() {
		return new RoomNode(Node.start());
	}

	static RoomNode named(String name, PeerAddress... peers) {
		return new RoomNode(
				Node.start(NodeConfig.named(name, "secret").port(0).epmd(EpmdMode.NONE).peers(List.of(peers))));
	}

	public Node node() {
		return this.node;
	}

	public InMemoryStore store() {
		return this.store;
	}

	PeerAddress address() {
		return new PeerAddress(this.node.name(), this.node.port().orElseThrow());
	}

	/** Starts a room under the application's supervisor. */
	public ServerRef open(String room) {
		RoomContext context = new RoomContext(this.node, this.store, new NoDirectory(), new NoLog(), new NoAnalytics());
		String process = RoomName.processName(room);
		this.node.startChild(ChildSpec.worker(process, () -> new Room(room, context)));
		return this.node.server(process);
	}

	/** The room that runs now, by pid. */
	public ServerRef running(String room) {
		Pid pid = this.node.whereis(RoomName.processName(room)).orElseThrow();
		return this.node.server(pid);
	}

	@Override
	public void close() {
		this.node.close();
	}

	private static final class NoDirectory implements RoomDirectory {

		@Override
		public boolean open(OpenRoom request) {
			return false;
		}

		@Override
		public List<RoomSummary> rooms(ListRooms request) {
			return List.of();
		}

		@Override
		public void announce(RoomSummary summary) {
		}

	}

	private static final class NoLog implements ChatLog {

		@Override
		public void record(ChatEvent event) {
		}

		@Override
		public List<ChatEvent> recent(Recent request) {
			return List.of();
		}

	}

	private static final class NoAnalytics implements Analytics {

		@Override
		public void counted(LineCounted line) {
		}

		@Override
		public Figures figures(CurrentFigures request) {
			return Figures.NONE;
		}

	}

}
