package io.actor.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Obligation;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Pid;

/**
 * The processes that want to hear of nodes ({@code net_kernel:monitor_nodes/2},
 * {@code erlang:monitor_node/2}). Told by the connections after every signal that belongs
 * before the news, and under one lock, so that each process hears of the same node in the
 * same order. A subscription ends with its process.
 */
final class NodeMonitors implements NodeListener {

	private final Processes processes;

	/** One entry for each subscription. Guarded by this object's lock, as all here. */
	private final Map<Pid, List<NodeType>> subscribers = new LinkedHashMap<>();

	/** By node: who wants to hear of its next down, and how often. */
	private final Map<String, Map<Pid, Integer>> watched = new LinkedHashMap<>();

	/** The processes that have wanted to hear of something and have not ended. */
	private final Set<Pid> interested = new HashSet<>();

	NodeMonitors(Processes processes) {
		this.processes = processes;
	}

	// ---- monitor_nodes ----

	/** Adds a subscription; the process gets a message for each it has. */
	void subscribe(Process self, NodeType type) {
		if (add(self.pid(), type)) {
			self.owes(new Interest(self.pid()));
		}
	}

	private synchronized boolean add(Pid self, NodeType type) {
		this.subscribers.computeIfAbsent(self, (each) -> new ArrayList<>()).add(type);
		return this.interested.add(self);
	}

	/** Ends all subscriptions of a process with this type; whether there were any. */
	synchronized boolean unsubscribe(Pid self, NodeType type) {
		List<NodeType> types = this.subscribers.get(self);
		boolean any = types != null && types.removeIf((each) -> each == type);
		if (types != null && types.isEmpty()) {
			this.subscribers.remove(self);
		}
		return any;
	}

	// ---- monitor_node ----

	/** The process hears once of the next down of this node; the caller sees to it. */
	void watch(Process self, String node) {
		if (add(self.pid(), node)) {
			self.owes(new Interest(self.pid()));
		}
	}

	private synchronized boolean add(Pid self, String node) {
		this.watched.computeIfAbsent(node, (each) -> new LinkedHashMap<>()).merge(self, 1, Integer::sum);
		return this.interested.add(self);
	}

	/** Takes one such wish back; whether there was one. */
	synchronized boolean unwatch(Pid self, String node) {
		Map<Pid, Integer> watchers = this.watched.get(node);
		if (watchers == null || !watchers.containsKey(self)) {
			return false;
		}
		watchers.computeIfPresent(self, (pid, count) -> (count > 1) ? count - 1 : null);
		if (watchers.isEmpty()) {
			this.watched.remove(node);
		}
		return true;
	}

	/** How many processes want to hear of something. */
	synchronized int count() {
		return this.subscribers.size() + this.watched.values().stream().mapToInt(Map::size).sum();
	}

	// ---- what happens ----

	@Override
	public synchronized void nodeUp(PeerInfo peer) {
		NodeUp up = new NodeUp(peer.name(), NodeType.of(peer));
		tell(peer, up);
	}

	@Override
	public synchronized void nodeDown(PeerInfo peer, DownReason reason, String detail) {
		NodeDown down = new NodeDown(peer.name(), NodeType.of(peer), reason, detail);
		tellWatchers(down);
		tell(peer, down);
	}

	@Override
	public synchronized void unreachable(String node, String reason) {
		tellWatchers(new NodeDown(node, NodeType.KNOWN, DownReason.CONNECTION_SETUP_FAILED, reason));
	}

	private void tell(PeerInfo peer, Object news) {
		this.subscribers.forEach((pid, types) -> types.forEach((type) -> {
			if (type.includes(peer)) {
				this.processes.deliverAlways(pid, new Message(news));
			}
		}));
	}

	private void tellWatchers(NodeDown down) {
		Map<Pid, Integer> watchers = this.watched.remove(down.node());
		if (watchers != null) {
			watchers.forEach((pid, count) -> {
				for (int i = 0; i < count; i++) {
					this.processes.deliverAlways(pid, new Message(down));
				}
			});
		}
	}

	private synchronized void gone(Pid pid) {
		this.interested.remove(pid);
		this.subscribers.remove(pid);
		this.watched.values().removeIf((watchers) -> watchers.remove(pid) != null && watchers.isEmpty());
	}

	/**
	 * Ends what a process wants to hear with the process. Each has one for life, however
	 * often it begins and ends to want something.
	 */
	private final class Interest implements Obligation {

		private final Pid pid;

		private Interest(Pid pid) {
			this.pid = pid;
		}

		@Override
		public boolean open() {
			return true;
		}

		@Override
		public void abandoned(ExitReason reason) {
			gone(this.pid);
		}

	}

}
