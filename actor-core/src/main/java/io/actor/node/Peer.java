package io.actor.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.ConnectionStatus.PeerState;

import org.jspecify.annotations.Nullable;

/**
 * What we know of one other node: the state of its connection, the signals that wait for
 * one, and what has to hear {@code noconnection} when it is lost. Guarded by its own
 * lock; nothing of others is called under it except a connection's write queue.
 *
 * <p>
 * What is remembered and what is sent changes in one step: a connection that is lost in
 * between would leave a link that only one side knows.
 */
final class Peer {

	/** Signals that wait for a connection from which on senders are suspended. */
	private static final int HIGH_MARK = 10_000;

	/** Most signals that wait for a connection; with more the attempt is given up. */
	private static final int MAX_WAITING = 100_000;

	/** Most links, and most monitors, a peer may ask for. */
	private static final int MAX_RELATIONS = 1_000_000;

	private final String name;

	private final Suspended suspended = new Suspended(this);

	/** Held while listeners hear of the node, so that up and down alternate. */
	private final Object events = new Object();

	private PeerState state = PeerState.NONE;

	private @Nullable PeerConnection current;

	/** The attempt, ours or theirs, that has not become the connection yet. */
	private @Nullable PeerConnection attempt;

	/** Whether we would call if the other side's attempt did not stand before ours. */
	private boolean wanted;

	/** Whether it has left the table; whoever still has it must look there again. */
	private boolean retired;

	private final List<Outgoing> waiting = new ArrayList<>();

	private final Set<Link> links = new LinkedHashSet<>();

	/** Links we have ended, with the id whose acknowledgement is awaited. */
	private final Map<Link, Long> unlinking = new LinkedHashMap<>();

	private final Map<Ref, Watch> watching = new LinkedHashMap<>();

	private final Map<Ref, Watch> watchedBy = new LinkedHashMap<>();

	/** What became of a signal. */
	enum Sent {

		/** It is on its way, or waits for the attempt that is being made. */
		DONE,
		/** It waits for an attempt, which has to be begun. */
		CALL,
		/** It is not taken: the peer has left the table. */
		RETIRED

	}

	/** What the end of a connection or attempt means. */
	enum End {

		/** Nothing: another connection or attempt counts. */
		NOTHING,
		/** The node is down. */
		DOWN,
		/** Our attempt has failed. */
		UNREACHABLE,
		/** Theirs has failed, and we have something to say: it is our turn to call. */
		CALL

	}

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
	 * @param end what that means
	 * @param links links to break
	 * @param unlinking acknowledgements that will not come
	 * @param watching our monitors to fire
	 * @param watchedBy their monitors to remove
	 */
	record Lost(End end, Set<Link> links, Map<Link, Long> unlinking, Map<Ref, Watch> watching,
			Map<Ref, Watch> watchedBy) {

		private static Lost nothing(End end) {
			return new Lost(end, Set.of(), Map.of(), Map.of(), Map.of());
		}
	}

	Peer(String name) {
		this.name = name;
	}

	String name() {
		return this.name;
	}

	Object events() {
		return this.events;
	}

	Suspended suspended() {
		return this.suspended;
	}

	synchronized @Nullable PeerConnection current() {
		return this.current;
	}

	// ---- the state ----

	/**
	 * A caller has said this name; see {@link ConnectionStatus#decide}.
	 * @param loser takes our own attempt if theirs goes before it
	 * @return null if it has left the table
	 */
	synchronized @Nullable ConnectionStatus called(String localName, PeerConnection caller,
			List<PeerConnection> loser) {
		if (this.retired) {
			return null;
		}
		ConnectionStatus answer = ConnectionStatus.decide(this.state, localName, this.name);
		switch (answer) {
			case OK -> {
				this.state = PeerState.BEING_ACCEPTED;
				this.attempt = caller;
			}
			case OK_SIMULTANEOUS -> {
				if (this.attempt != null) {
					loser.add(this.attempt);
				}
				this.state = PeerState.BEING_ACCEPTED;
				this.attempt = caller;
				this.wanted = true;
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
	synchronized Sent beginCall(PeerConnection own) {
		if (this.retired) {
			return Sent.RETIRED;
		}
		if (this.state != PeerState.NONE) {
			this.wanted |= this.state == PeerState.BEING_ACCEPTED;
			return Sent.DONE;
		}
		this.state = PeerState.CONNECTING;
		this.attempt = own;
		return Sent.CALL;
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
	 * @param creation the incarnation we are connected with
	 */
	synchronized boolean up(PeerConnection connection, int creation) {
		if (this.attempt != connection) {
			return false;
		}
		this.attempt = null;
		this.current = connection;
		this.state = PeerState.UP;
		this.wanted = false;
		for (Outgoing each : this.waiting) {
			// An unlink sent to a process of an earlier incarnation would cost the
			// connection.
			if (!(each.message() instanceof ControlMessage.UnlinkId unlink) || unlink.to().creation() == creation) {
				connection.send(each);
			}
		}
		this.waiting.clear();
		return true;
	}

	/**
	 * A connection or attempt has ended.
	 * @param ours whether we had opened it
	 */
	synchronized Lost ended(PeerConnection connection, boolean ours) {
		if (this.current == connection) {
			this.current = null;
			this.state = (this.attempt != null) ? PeerState.BEING_ACCEPTED : PeerState.NONE;
			return takeLost(End.DOWN);
		}
		if (this.attempt != connection) {
			return Lost.nothing(End.NOTHING);
		}
		this.attempt = null;
		if (this.current != null) {
			this.state = PeerState.UP;
			return Lost.nothing(End.NOTHING);
		}
		this.state = PeerState.NONE;
		if (!ours) {
			// Anybody can claim a name and fail: nothing is lost by that.
			boolean call = this.wanted || !this.waiting.isEmpty();
			this.wanted = false;
			return Lost.nothing(call ? End.CALL : End.NOTHING);
		}
		return unreachable();
	}

	/** No attempt can be made or it has failed: what waited is lost. */
	synchronized Lost unreachable() {
		if (this.state != PeerState.NONE) {
			return Lost.nothing(End.NOTHING);
		}
		this.wanted = false;
		this.waiting.clear();
		return takeLost(End.UNREACHABLE);
	}

	private Lost takeLost(End end) {
		// Not Set.copyOf: its order differs from one start of the JVM to the next, and a
		// simulated run must be the same in each.
		Lost lost = new Lost(end, new LinkedHashSet<>(this.links), new LinkedHashMap<>(this.unlinking),
				new LinkedHashMap<>(this.watching), new LinkedHashMap<>(this.watchedBy));
		this.links.clear();
		this.unlinking.clear();
		this.watching.clear();
		this.watchedBy.clear();
		return lost;
	}

	/** Leaves the table if there is nothing to remember. */
	synchronized boolean retire() {
		this.retired = this.state == PeerState.NONE && this.waiting.isEmpty() && this.links.isEmpty()
				&& this.watching.isEmpty();
		return this.retired;
	}

	// ---- room ----

	/** Whether a sender may go on. */
	synchronized boolean hasRoom() {
		PeerConnection connection = this.current;
		if (connection != null) {
			return connection.isWritable();
		}
		return this.state == PeerState.NONE || this.waiting.size() < HIGH_MARK;
	}

	// ---- signals out ----

	/** Sends a signal, or lets it wait for the connection. */
	synchronized Sent send(Outgoing outgoing) {
		if (this.retired) {
			return Sent.RETIRED;
		}
		PeerConnection connection = this.current;
		if (connection != null) {
			connection.send(outgoing);
			return Sent.DONE;
		}
		this.waiting.add(outgoing);
		if (this.waiting.size() > MAX_WAITING && this.attempt != null) {
			this.attempt.end("more than " + MAX_WAITING + " signals wait for the connection");
		}
		return (this.state == PeerState.NONE) ? Sent.CALL : Sent.DONE;
	}

	synchronized Sent link(Pid local, Pid remote) {
		Sent sent = send(new Outgoing(new ControlMessage.Link(local, remote), null));
		if (sent != Sent.RETIRED) {
			Link link = new Link(local, remote);
			this.unlinking.remove(link);
			this.links.add(link);
		}
		return sent;
	}

	/** Ends a link; false if there is none any more. */
	synchronized boolean unlink(long id, Pid local, Pid remote) {
		Link link = new Link(local, remote);
		if (!this.links.remove(link)) {
			return false;
		}
		this.unlinking.put(link, id);
		send(new Outgoing(new ControlMessage.UnlinkId(id, local, remote), null));
		return true;
	}

	/** Sends the exit of a process that has this link; not if it is broken already. */
	synchronized void exitLink(Pid local, Pid remote, Outgoing exit) {
		if (this.links.remove(new Link(local, remote))) {
			send(exit);
		}
	}

	synchronized Sent monitor(Ref ref, Watch watch, Outgoing monitor) {
		Sent sent = send(monitor);
		if (sent != Sent.RETIRED) {
			this.watching.put(ref, watch);
		}
		return sent;
	}

	synchronized void demonitor(Ref ref, Outgoing demonitor) {
		if (this.watching.remove(ref) != null) {
			send(demonitor);
		}
	}

	synchronized void down(Ref ref, Outgoing down) {
		if (this.watchedBy.remove(ref) != null) {
			send(down);
		}
	}

	// ---- signals in ----

	synchronized void linkedBy(Pid local, Pid remote) {
		limit(this.links.size());
		Link link = new Link(local, remote);
		// While an unlink waits for its acknowledgement the link is the old one.
		if (!this.unlinking.containsKey(link)) {
			this.links.add(link);
		}
	}

	synchronized void unlinkedBy(Pid local, Pid remote) {
		this.links.remove(new Link(local, remote));
	}

	synchronized void unlinkAcknowledged(long id, Pid local, Pid remote) {
		this.unlinking.remove(new Link(local, remote), id);
	}

	/** Takes the watch that a down is for; null if it was given up. */
	synchronized @Nullable Watch fired(Ref ref) {
		return this.watching.remove(ref);
	}

	synchronized void monitoredBy(Ref ref, Pid watcher, Destination target) {
		limit(this.watchedBy.size());
		this.watchedBy.put(ref, new Watch(watcher, target));
	}

	synchronized boolean demonitoredBy(Ref ref) {
		return this.watchedBy.remove(ref) != null;
	}

	private void limit(int size) {
		if (size >= MAX_RELATIONS) {
			throw new ProtocolException("more than " + MAX_RELATIONS + " links or monitors");
		}
	}

}
