package io.actor.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.ConnectionStatus.PeerState;

import org.jspecify.annotations.Nullable;

/**
 * What we know of one other node: the state of its connection, the signals that wait for
 * one, and what has to hear {@code noconnection} when it is lost. Guarded by its own
 * lock; nothing of others is called under it except a connection's write queue.
 */
final class Peer {

	/** Most signals that wait for a connection; more are dropped. */
	private static final int MAX_WAITING = 100_000;

	private final String name;

	private PeerState state = PeerState.NONE;

	private @Nullable PeerConnection current;

	/** The attempt, ours or theirs, that has not become the connection yet. */
	private @Nullable PeerConnection attempt;

	private final List<Outgoing> waiting = new ArrayList<>();

	private final Set<Link> links = new HashSet<>();

	private final Map<Ref, Watch> watching = new HashMap<>();

	private final Map<Ref, Watch> watchedBy = new HashMap<>();

	/**
	 * A link across the connection.
	 *
	 * @param local our process
	 * @param remote theirs
	 */
	record Link(Pid local, Pid remote) {
	}

	/**
	 * A monitor across the connection.
	 *
	 * @param watcher who watches
	 * @param target as the watcher named it
	 */
	record Watch(Pid watcher, Destination target) {
	}

	/**
	 * What ends with a connection.
	 *
	 * @param links links to break
	 * @param watching our monitors to fire
	 * @param watchedBy their monitors to remove
	 */
	record Lost(Set<Link> links, Map<Ref, Watch> watching, Map<Ref, Watch> watchedBy) {
	}

	Peer(String name) {
		this.name = name;
	}

	String name() {
		return this.name;
	}

	synchronized @Nullable PeerConnection current() {
		return this.current;
	}

	// ---- the state ----

	/** A caller has said this name; see {@link ConnectionStatus#decide}. */
	synchronized ConnectionStatus called(String localName, PeerConnection caller) {
		ConnectionStatus answer = ConnectionStatus.decide(this.state, localName, this.name);
		switch (answer) {
			case OK -> {
				this.state = PeerState.BEING_ACCEPTED;
				this.attempt = caller;
			}
			case OK_SIMULTANEOUS -> {
				PeerConnection own = this.attempt;
				this.state = PeerState.BEING_ACCEPTED;
				this.attempt = caller;
				if (own != null) {
					own.giveUp("the other node called at the same time");
				}
			}
			case ALIVE -> {
				this.state = PeerState.BEING_REPLACED;
				this.attempt = caller;
			}
			default -> {
			}
		}
		return answer;
	}

	/** Begins our own attempt, unless there is a connection or an attempt already. */
	synchronized boolean beginCall(PeerConnection own) {
		if (this.state != PeerState.NONE) {
			return false;
		}
		this.state = PeerState.CONNECTING;
		this.attempt = own;
		return true;
	}

	synchronized boolean isAttempt(PeerConnection connection) {
		return this.attempt == connection;
	}

	/** The old connection, if the attempt is about to replace one. */
	synchronized @Nullable PeerConnection replaced() {
		return (this.state == PeerState.BEING_REPLACED) ? this.current : null;
	}

	/**
	 * The attempt has become the connection. What waited is sent now, under the lock, so
	 * that nothing overtakes it.
	 */
	synchronized boolean up(PeerConnection connection) {
		if (this.attempt != connection) {
			return false;
		}
		this.attempt = null;
		this.current = connection;
		this.state = PeerState.UP;
		for (Outgoing each : this.waiting) {
			connection.send(each);
		}
		this.waiting.clear();
		return true;
	}

	/**
	 * A connection or attempt has ended.
	 * @return what is lost with it; null if it was not the one that counts
	 */
	synchronized @Nullable Lost ended(PeerConnection connection) {
		if (this.current == connection) {
			this.current = null;
			this.state = (this.attempt != null) ? PeerState.BEING_ACCEPTED : PeerState.NONE;
			return takeLost();
		}
		if (this.attempt == connection) {
			this.attempt = null;
			if (this.current != null) {
				this.state = PeerState.UP;
				return null;
			}
			this.state = PeerState.NONE;
			this.waiting.clear();
			return takeLost();
		}
		return null;
	}

	private Lost takeLost() {
		Lost lost = new Lost(Set.copyOf(this.links), Map.copyOf(this.watching), Map.copyOf(this.watchedBy));
		this.links.clear();
		this.watching.clear();
		this.watchedBy.clear();
		return lost;
	}

	// ---- signals ----

	/**
	 * Sends a signal, or lets it wait for the connection.
	 * @return false if there is neither connection nor attempt
	 */
	synchronized boolean send(Outgoing outgoing) {
		PeerConnection connection = this.current;
		if (connection != null) {
			connection.send(outgoing);
			return true;
		}
		if (this.state == PeerState.NONE) {
			return false;
		}
		if (this.waiting.size() < MAX_WAITING) {
			this.waiting.add(outgoing);
		}
		return true;
	}

	/** Makes signals wait for an attempt that is about to begin. */
	synchronized void await(Outgoing outgoing) {
		if (this.current != null) {
			this.current.send(outgoing);
		}
		else if (this.waiting.size() < MAX_WAITING) {
			this.waiting.add(outgoing);
		}
	}

	/** No attempt can be made: what waited is lost. */
	synchronized @Nullable Lost unreachable() {
		if (this.state != PeerState.NONE) {
			return null;
		}
		this.waiting.clear();
		return takeLost();
	}

	synchronized void addLink(Pid local, Pid remote) {
		this.links.add(new Link(local, remote));
	}

	synchronized void removeLink(Pid local, Pid remote) {
		this.links.remove(new Link(local, remote));
	}

	synchronized void addWatching(Ref ref, Pid watcher, Destination target) {
		this.watching.put(ref, new Watch(watcher, target));
	}

	synchronized @Nullable Watch removeWatching(Ref ref) {
		return this.watching.remove(ref);
	}

	synchronized void addWatchedBy(Ref ref, Pid watcher, Destination target) {
		this.watchedBy.put(ref, new Watch(watcher, target));
	}

	synchronized @Nullable Watch removeWatchedBy(Ref ref) {
		return this.watchedBy.remove(ref);
	}

}
