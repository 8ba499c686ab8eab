package io.actor.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.process.RemoteSpawn;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.wire.distribution.ConnectionLimit;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.ConnectionStatus.PeerState;

import org.jspecify.annotations.Nullable;

/**
 * What we know of one other node: the state of its connection, the signals that wait for
 * one, and what has to hear {@code noconnection} when it is lost. Guarded by its own
 * lock; nothing of others is called under it except a connection's write queue, and the
 * waking of senders.
 *
 * <p>
 * What is remembered and what is sent changes in one step: a connection that is lost in
 * between would leave a link that only one side knows.
 */
final class Peer {

	private final String name;

	/** Most links, and most monitors, it may ask for. */
	private final int relations;

	private final Suspended suspended = new Suspended(this);

	/** Held while listeners hear of the node, so that up and down alternate. */
	private final Object events = new Object();

	private PeerState state = PeerState.NONE;

	private volatile @Nullable PeerConnection current;

	/**
	 * The connection, once nothing waits for it any more: then messages need no lock.
	 * What a sender sent before is on its way when it finds this set.
	 */
	private volatile @Nullable PeerConnection direct;

	/** The attempt, ours or theirs, that has not become the connection yet. */
	private @Nullable PeerConnection attempt;

	/** Whether we would call if the other side's attempt did not stand before ours. */
	private boolean wanted;

	/** Whether it has left the table; whoever still has it must look there again. */
	private boolean retired;

	private final WaitingSignals waiting = new WaitingSignals();

	/** Whether that is being sent. */
	private boolean sending;

	/** From this many waiting bytes on, senders are suspended. */
	private final long highMark;

	/** The incarnation we are connected with. */
	private int creation;

	/**
	 * How many threads tell of an end now; it may not be replaced by another meanwhile.
	 */
	private int telling;

	private final Set<Link> links = new LinkedHashSet<>();

	/** Links we have ended, with the id whose acknowledgement is awaited. */
	private final Map<Link, Long> unlinking = new LinkedHashMap<>();

	private final Map<Ref, Watch> watching = new LinkedHashMap<>();

	private final Map<Ref, Watch> watchedBy = new LinkedHashMap<>();

	/** Processes we have asked for. */
	private final Map<Ref, RemoteSpawn> spawning = new LinkedHashMap<>();

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

	Peer(String name, BufferMarks marks, int relations) {
		this.name = name;
		this.relations = relations;
		this.highMark = marks.high();
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

	@Nullable PeerConnection current() {
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
	 * The attempt has become the connection. What waited is sent before all that comes
	 * now, so that nothing overtakes it, and no faster than the peer takes it.
	 * @param creation the incarnation we are connected with
	 */
	synchronized boolean up(PeerConnection connection, int creation) {
		if (this.attempt != connection) {
			return false;
		}
		this.attempt = null;
		this.current = connection;
		this.creation = creation;
		this.state = PeerState.UP;
		this.wanted = false;
		sendWaiting();
		return true;
	}

	/** There is room: some of what waited may leave. */
	synchronized void sendWaiting() {
		PeerConnection connection = this.current;
		if (connection == null || this.direct != null || this.sending) {
			return;
		}
		// What is sent may make room, which is told here again.
		this.sending = true;
		while (!this.waiting.isEmpty() && connection.hasRoom(null)) {
			Outgoing each = this.waiting.removeFirst();
			// An unlink sent to a process of an earlier incarnation would cost the
			// connection.
			if (!(each.message() instanceof ControlMessage.UnlinkId unlink)
					|| unlink.to().creation() == this.creation) {
				connection.send(each);
			}
		}
		this.sending = false;
		if (this.waiting.isEmpty()) {
			this.direct = connection;
		}
	}

	/**
	 * A connection or attempt has ended.
	 * @param ours whether we had opened it
	 */
	synchronized Lost ended(PeerConnection connection, boolean ours) {
		if (this.current == connection) {
			this.current = null;
			this.direct = null;
			this.waiting.clear();
			this.state = (this.attempt != null) ? PeerState.BEING_ACCEPTED : PeerState.NONE;
			return takeLost(Lost.End.DOWN);
		}
		if (this.attempt != connection) {
			return Lost.nothing(Lost.End.NOTHING);
		}
		this.attempt = null;
		if (this.current != null) {
			this.state = PeerState.UP;
			return Lost.nothing(Lost.End.NOTHING);
		}
		this.state = PeerState.NONE;
		if (!ours) {
			// Anybody can claim a name and fail: nothing is lost by that.
			boolean call = this.wanted || !this.waiting.isEmpty();
			this.wanted = false;
			return Lost.nothing(call ? Lost.End.CALL : Lost.End.NOTHING);
		}
		return unreachable();
	}

	/** No attempt can be made or it has failed: what waited is lost. */
	synchronized Lost unreachable() {
		if (this.state != PeerState.NONE) {
			return Lost.nothing(Lost.End.NOTHING);
		}
		this.wanted = false;
		this.waiting.clear();
		return takeLost(Lost.End.UNREACHABLE);
	}

	private Lost takeLost(Lost.End end) {
		// Not Set.copyOf: its order differs from one start of the JVM to the next, and a
		// simulated run must be the same in each.
		Lost lost = new Lost(end, new LinkedHashSet<>(this.links), new LinkedHashMap<>(this.unlinking),
				new LinkedHashMap<>(this.watching), new LinkedHashMap<>(this.watchedBy), takeSpawning());
		this.links.clear();
		this.unlinking.clear();
		this.watching.clear();
		this.watchedBy.clear();
		return lost;
	}

	/** Between this and {@link #told} it stays in the table. */
	synchronized void tells() {
		this.telling++;
	}

	synchronized void told() {
		this.telling--;
	}

	/** Leaves the table if there is nothing to remember. */
	synchronized boolean retire() {
		// While a node-down is told its place is kept: another object in the table would
		// have another lock for its events, and its up could be told first.
		this.retired = this.state == PeerState.NONE && this.telling == 0 && this.waiting.isEmpty()
				&& this.links.isEmpty() && this.watching.isEmpty() && this.spawning.isEmpty();
		return this.retired;
	}

	// ---- room ----

	/**
	 * Whether a sender may go on.
	 * @param sender who it is, or null for any
	 */
	boolean hasRoom(@Nullable Object sender) {
		PeerConnection connection = this.direct;
		return (connection != null) ? connection.hasRoom(sender) : hasRoomToWait();
	}

	/** Bytes that wait for the connection, or for the peer to take them. */
	synchronized long pendingBytes() {
		PeerConnection connection = this.current;
		return ((connection != null) ? connection.pendingBytes() : 0) + this.waiting.bytes();
	}

	private synchronized boolean hasRoomToWait() {
		return this.state == PeerState.NONE || this.waiting.bytes() < this.highMark;
	}

	// ---- signals out ----

	/** Sends a signal, or lets it wait for the connection. */
	Sent send(Outgoing outgoing) {
		return sendNow(outgoing) ? Sent.DONE : sendOrWait(outgoing.toWait());
	}

	/**
	 * Sends a signal if there is a connection, for which it may have to wait a little.
	 */
	synchronized void sendIfConnected(Outgoing outgoing) {
		if (this.current != null) {
			send(outgoing);
		}
	}

	/** Sends a signal if there is a connection that nothing waits for. */
	boolean sendNow(Outgoing outgoing) {
		PeerConnection connection = this.direct;
		if (connection == null) {
			return false;
		}
		connection.send(outgoing);
		return true;
	}

	private synchronized Sent sendOrWait(Outgoing outgoing) {
		if (this.retired) {
			return Sent.RETIRED;
		}
		if (sendNow(outgoing)) {
			return Sent.DONE;
		}
		PeerConnection slow = (this.current != null) ? this.current : this.attempt;
		if (!this.waiting.add(outgoing) && slow != null) {
			slow.end(WaitingSignals.TOO_MANY);
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

	// ---- processes asked of the other side ----

	synchronized Sent spawn(RemoteSpawn request, Outgoing outgoing) {
		Sent sent = send(outgoing);
		if (sent != Sent.RETIRED) {
			this.spawning.put(request.id(), request);
		}
		return sent;
	}

	/** Takes the request that a reply is for; null if there is none. */
	synchronized @Nullable RemoteSpawn spawned(Ref id) {
		return this.spawning.remove(id);
	}

	/** Takes all requests. */
	synchronized List<RemoteSpawn> takeSpawning() {
		List<RemoteSpawn> all = List.copyOf(this.spawning.values());
		this.spawning.clear();
		return all;
	}

	/** The link and the monitor of a process that was asked for are there. */
	synchronized void tied(RemoteSpawn request, Pid child, boolean linked, boolean monitored) {
		if (linked) {
			this.links.add(new Link(request.from(), child));
		}
		if (monitored) {
			this.watching.put(request.id(), new Watch(request.from(), child));
		}
	}

	/**
	 * Tells that a process they have asked for is there, tied to who asked. In one step:
	 * its end cannot be sent before.
	 */
	synchronized void granted(PeerConnection connection, ControlMessage.SpawnReply reply, Pid child) {
		if ((reply.flags() & ControlMessage.SpawnReply.LINKED) != 0) {
			linkedBy(child, reply.to());
		}
		if ((reply.flags() & ControlMessage.SpawnReply.MONITORED) != 0) {
			monitoredBy(reply.id(), reply.to(), child);
		}
		connection.send(new Outgoing(reply, null));
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
		// Of two monitors with one reference only one would end with the connection.
		if (this.watchedBy.putIfAbsent(ref, new Watch(watcher, target)) != null) {
			throw new ProtocolException("a second monitor under one reference");
		}
	}

	/** Takes the watch that is given up; null if it has fired. */
	synchronized @Nullable Watch demonitoredBy(Ref ref) {
		return this.watchedBy.remove(ref);
	}

	private void limit(int size) {
		if (size >= this.relations) {
			throw new ProtocolException(ConnectionLimit.RELATIONS,
					"more than " + this.relations + " links or monitors");
		}
	}

}
