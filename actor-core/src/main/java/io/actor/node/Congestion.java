package io.actor.node;

import java.util.Map;
import java.util.function.Predicate;

import io.actor.process.Processes;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** What waits for other nodes, and who has to wait until there is room. */
final class Congestion {

	private final Processes processes;

	private final Map<String, Peer> peers;

	/** Whether a process is a part of the node, which all peers share. */
	private final Predicate<Pid> shared;

	private final ReadingThreads readingThreads;

	/**
	 * The congestion of a node.
	 * @param peers those there are, as they come and go
	 * @param shared whether a process is a part of the node, such as {@code net_kernel}:
	 * it answers all peers, so it never waits for one
	 * @param readingThreads never suspended
	 */
	Congestion(Processes processes, Map<String, Peer> peers, Predicate<Pid> shared, ReadingThreads readingThreads) {
		this.readingThreads = readingThreads;
		this.processes = processes;
		this.peers = peers;
		this.shared = shared;
	}

	/**
	 * Suspends the current thread while it may not send to this peer.
	 * @param sender in whose name it sends, or null for any
	 */
	void awaitRoom(Peer peer, @Nullable Object sender) {
		if (!peer.hasRoom(sender) && !this.readingThreads.current()
				&& !(sender instanceof Pid process && this.shared.test(process))) {
			peer.suspended().awaitRoom(this.processes, sender);
		}
	}

	/**
	 * Whether a message to a node would not have to wait.
	 * @param sender in whose name it is sent, or null for any
	 */
	boolean hasRoom(String node, @Nullable Object sender) {
		Peer peer = this.peers.get(node);
		return peer == null || peer.hasRoom(sender);
	}

	/** There is room: first for what waits already. */
	static void eased(Peer peer) {
		peer.sendWaiting();
		peer.suspended().lookAgain();
	}

	/** Bytes that wait to be taken by the peers. */
	long pendingBytes() {
		return this.peers.values().stream().mapToLong(Peer::pendingBytes).sum();
	}

	/** Senders that are suspended now. */
	int suspended() {
		return this.peers.values().stream().mapToInt((peer) -> peer.suspended().count()).sum();
	}

}
