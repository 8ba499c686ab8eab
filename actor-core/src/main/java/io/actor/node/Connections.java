package io.actor.node;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import io.actor.process.ExitReason;
import io.actor.process.RemoteSignals;
import io.actor.scheduler.Timer;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.AcceptorHandshake;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.handshake.NodeName;
import io.actor.wire.transport.ConnectionHandler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The table of connections: at most one to each node, whoever opened it. A node is
 * reached on first use; what is sent meanwhile waits.
 */
final class Connections implements PeerConnection.Owner {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.connections");

	/** Most nodes that are remembered. */
	private static final int MAX_PEERS = 512;

	/** Most connections that have not proven that they know the cookie. */
	private static final int MAX_STRANGERS = 64;

	/** The same from one address. */
	private static final int MAX_STRANGERS_PER_ADDRESS = 8;

	/** Bytes that may wait for a peer that does not read. */
	private static final long MAX_PENDING = 64L * 1024 * 1024;

	private static final String STOPS = "this node stops";

	private static final String DISCONNECT = "disconnect";

	private static final String TOO_MANY = "this node knows too many others already";

	private final NodeConfig.Settings settings;

	private final LocalNode self;

	private final Cookie cookie;

	private final RemoteSignals signals;

	private final Map<String, Peer> peers = new ConcurrentHashMap<>();

	private final List<NodeListener> listeners;

	private final Set<Integer> challenges = ConcurrentHashMap.newKeySet();

	private final AtomicInteger strangers = new AtomicInteger();

	private final Map<String, AtomicInteger> strangersByAddress = new ConcurrentHashMap<>();

	private final Map<PeerConnection, Attempt> attempts = Collections.synchronizedMap(new LinkedHashMap<>());

	private final Runtime runtime;

	private @Nullable Translator translator;

	private @Nullable Caller caller;

	/** Threads that serve streams and timers. */
	private final Set<Thread> neverWait = ConcurrentHashMap.newKeySet();

	private final ConnectionLog log;

	private volatile boolean closing;

	/** Opens streams to nodes. */
	@FunctionalInterface
	interface Caller {

		/** Opens a stream to this node for this handler, or closes the handler. */
		void call(String node, PeerConnection handler);

	}

	/** Makes what takes the signals of a peer. */
	@FunctionalInterface
	interface Translator {

		/** Takes the signals of this peer. */
		SignalSink sink(Peer peer, PeerConnection connection);

	}

	/**
	 * A connection that is not up yet.
	 *
	 * @param address where it comes from, or null if it is ours
	 * @param challenge what we ask of it
	 */
	private record Attempt(@Nullable String address, int challenge) {
	}

	Connections(NodeConfig.Settings settings, LocalNode self, Cookie cookie, Runtime runtime,
			List<NodeListener> listeners) {
		this.listeners = listeners;
		this.settings = settings;
		this.self = self;
		this.cookie = cookie;
		this.runtime = runtime;
		this.signals = runtime.processes().remoteSignals();
		this.log = new ConnectionLog(settings.seams().clock());
	}

	void connect(Translator with, Caller through) {
		this.translator = with;
		this.caller = through;
		this.runtime.timers().schedule(new Timer(this.settings.seams().clock().nanoTime()) {
			@Override
			protected void expire() {
				servesStreams();
			}
		});
	}

	// ---- who is there ----

	List<PeerInfo> up() {
		List<PeerInfo> infos = new ArrayList<>();
		for (Peer peer : this.peers.values()) {
			PeerConnection connection = peer.current();
			PeerInfo info = (connection != null) ? connection.info() : null;
			if (info != null) {
				infos.add(info);
			}
		}
		return infos;
	}

	boolean isUp(String node) {
		Peer peer = this.peers.get(node);
		return peer != null && peer.current() != null;
	}

	/** The incarnation of the node we are connected with, if we are. */
	OptionalInt creation(String node) {
		Peer peer = this.peers.get(node);
		PeerConnection connection = (peer != null) ? peer.current() : null;
		PeerInfo info = (connection != null) ? connection.info() : null;
		return (info != null) ? OptionalInt.of(info.creation()) : OptionalInt.empty();
	}

	/** How many nodes are in the table. */
	int known() {
		return this.peers.size();
	}

	/**
	 * Finds a node in the table or adds it. A peer stays there as long as there is a
	 * connection, an attempt, or a signal that waits for one.
	 * @return null if there are too many
	 */
	private @Nullable Peer peer(String node) {
		Peer known = this.peers.get(node);
		if (known != null) {
			return known;
		}
		return (this.peers.size() < MAX_PEERS) ? this.peers.computeIfAbsent(node, Peer::new) : null;
	}

	private void retire(Peer peer) {
		this.peers.computeIfPresent(peer.name(), (name, known) -> (known == peer && peer.retire()) ? null : known);
	}

	// ---- connecting ----

	/** Makes sure there is a connection or an attempt. */
	void call(String node) {
		Peer peer = peer(node);
		while (peer != null && call(peer) == Peer.Sent.RETIRED) {
			peer = peer(node);
		}
		if (peer == null) {
			tellUnreachable(node, TOO_MANY);
		}
	}

	private Peer.Sent call(Peer peer) {
		String node = peer.name();
		Caller through = this.caller;
		if (through == null || this.closing || node.equals(this.self.name()) || !NodeName.isValid(node)) {
			refuse(peer, this.closing ? STOPS : "it is not the name of another node");
			return Peer.Sent.DONE;
		}
		PeerConnection connection = fresh(true);
		connection.peer(peer);
		Peer.Sent begun = peer.beginCall(connection);
		if (begun != Peer.Sent.CALL) {
			return begun;
		}
		int challenge = challenge();
		this.attempts.put(connection, new Attempt(null, challenge));
		connection.handshake(new InitiatorHandshake(this.self, node, this.cookie, challenge,
				() -> peer.isAttempt(connection), this.challenges::contains, LengthPrefix.U16));
		if (this.closing) {
			// The close may have looked through the attempts before this one was there.
			connection.endNow(STOPS);
			return begun;
		}
		through.call(node, connection);
		return begun;
	}

	private void refuse(Peer peer, String why) {
		Peer.Lost lost = peer.unreachable();
		tellLost(peer, lost);
		if (lost.end() == Peer.End.UNREACHABLE) {
			tellUnreachable(peer.name(), why);
		}
		retire(peer);
	}

	private PeerConnection fresh(boolean outbound) {
		return new PeerConnection(this, outbound, this.settings.seams().clock(), this.runtime.timers(),
				this.settings.netTickTime());
	}

	private int challenge() {
		int challenge = this.settings.seams().randomness().nextInt();
		this.challenges.add(challenge);
		return challenge;
	}

	/** The handler of a connection somebody opened to us. */
	ConnectionHandler accept(SocketAddress remote) {
		String address = (remote instanceof InetSocketAddress inet) ? inet.getHostString() : remote.toString();
		PeerConnection connection = fresh(false);
		int challenge = challenge();
		this.attempts.put(connection, new Attempt(address, challenge));
		AtomicInteger fromThere = this.strangersByAddress.computeIfAbsent(address, (each) -> new AtomicInteger());
		boolean tooMany = this.strangers.incrementAndGet() > MAX_STRANGERS
				| fromThere.incrementAndGet() > MAX_STRANGERS_PER_ADDRESS;
		connection.handshake(new AcceptorHandshake(this.self, (name) -> this.cookie, challenge,
				(name, flags) -> called(name, connection), this.challenges::contains, LengthPrefix.U16));
		if (tooMany || this.closing) {
			connection.end("too many connections that have not proven who they are");
		}
		return connection;
	}

	private ConnectionStatus called(String name, PeerConnection connection) {
		List<PeerConnection> loser = new ArrayList<>();
		ConnectionStatus answer = null;
		while (answer == null) {
			Peer peer = peer(name);
			if (peer == null || this.closing) {
				return ConnectionStatus.NOT_ALLOWED;
			}
			answer = peer.called(this.self.name(), connection, loser);
			if (answer == ConnectionStatus.OK || answer == ConnectionStatus.OK_SIMULTANEOUS
					|| answer == ConnectionStatus.ALIVE) {
				connection.peer(peer);
			}
		}
		loser.forEach((own) -> own.endNow("the other node called at the same time"));
		return answer;
	}

	@Override
	public @Nullable SignalSink established(PeerConnection connection, HandshakeStep.Established step,
			Runnable answer) {
		Peer peer = connection.peer();
		PeerInfo info = connection.info();
		Translator with = this.translator;
		if (peer == null || info == null || with == null || this.closing) {
			return null;
		}
		synchronized (peer.events()) {
			PeerConnection old = peer.replaced();
			if (old != null) {
				// Its node-down and all it causes come before the new connection is up.
				old.endNow("replaced by a new connection of the same node");
			}
			answer.run();
			forget(connection);
			if (!peer.up(connection, info.creation())) {
				return null;
			}
			LOGGER.info("Node {} is up ({} connection)", info.name(), info.outbound() ? "outbound" : "inbound");
			tell((listener) -> listener.nodeUp(info));
		}
		peer.suspended().lookAgain();
		return with.sink(peer, connection);
	}

	/** Takes an attempt off the books. */
	private @Nullable Attempt forget(PeerConnection connection) {
		Attempt attempt = this.attempts.remove(connection);
		if (attempt != null) {
			this.challenges.remove(attempt.challenge());
			String address = attempt.address();
			if (address != null) {
				this.strangers.decrementAndGet();
				this.strangersByAddress.computeIfPresent(address,
						(key, count) -> (count.decrementAndGet() <= 0) ? null : count);
			}
		}
		return attempt;
	}

	// ---- the end of a connection ----

	@Override
	public void ended(PeerConnection connection, String why) {
		Attempt attempt = forget(connection);
		Peer peer = connection.peer();
		PeerInfo info = connection.info();
		if (connection.suspicious() && info == null) {
			String from = (attempt != null && attempt.address() != null) ? " at " + attempt.address() : "";
			this.log.refused(((peer != null) ? peer.name() : "a stranger") + from, why);
		}
		if (peer == null) {
			return;
		}
		Peer.Lost lost;
		synchronized (peer.events()) {
			lost = peer.ended(connection, connection.outbound());
			tellLost(peer, lost);
			if (lost.end() == Peer.End.DOWN && info != null) {
				// A node that stops leaves its peers on purpose.
				LOGGER.atLevel(this.closing ? Level.INFO : Level.WARN)
					.log("Node {} is down: {}", info.name(), ConnectionLog.printable(why));
				tell((listener) -> listener.nodeDown(info, why));
			}
		}
		if (lost.end() == Peer.End.UNREACHABLE) {
			LOGGER.debug("No connection to {}: {}", peer.name(), why);
			tellUnreachable(peer.name(), why);
		}
		else if (lost.end() == Peer.End.CALL) {
			call(peer);
		}
		retire(peer);
	}

	private void tellLost(Peer peer, Peer.Lost lost) {
		lost.unlinking().forEach((link, id) -> this.signals.unlinked(id, link.remote(), link.local()));
		lost.links().forEach((link) -> this.signals.exitLink(link.remote(), link.local(), ExitReason.NOCONNECTION));
		lost.watching()
			.forEach((ref, watch) -> this.signals.down(watch.watcher(), watch.target(), ref, ExitReason.NOCONNECTION));
		lost.watchedBy().forEach((ref, watch) -> this.signals.demonitor(watch.watcher(), watch.target(), ref));
		peer.suspended().lookAgain();
	}

	private void tellUnreachable(String node, String why) {
		tell((listener) -> listener.unreachable(node, why));
	}

	/** A listener that fails does not touch the connection or the others. */
	private void tell(Consumer<NodeListener> event) {
		for (NodeListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				LOGGER.error("A listener for nodes failed", ex);
			}
		}
	}

	// ---- signals ----

	/**
	 * Sends a message to a node, connecting first if need be. Suspends the sender while
	 * too much is queued for that node.
	 */
	void message(String node, Outgoing outgoing) {
		Peer known = this.peers.get(node);
		if (known != null && !this.neverWait.contains(Thread.currentThread())) {
			known.suspended().awaitRoom(this.runtime.processes());
		}
		signal(node, (peer) -> peer.send(outgoing));
	}

	/**
	 * Gives a signal to a peer, connecting first if need be. Nobody waits here: links,
	 * monitors and exits are never refused, and some threads may not wait.
	 * @return whether the peer has taken it
	 */
	boolean signal(String node, Function<Peer, Peer.Sent> signal) {
		while (true) {
			Peer peer = peer(node);
			if (peer == null) {
				return false;
			}
			switch (signal.apply(peer)) {
				case DONE -> {
					limit(peer);
					return true;
				}
				case CALL -> {
					call(peer);
					return true;
				}
				case RETIRED -> {
				}
			}
		}
	}

	/** Gives a signal to a peer if there is anything between us and that node. */
	void existing(String node, Consumer<Peer> signal) {
		Peer peer = this.peers.get(node);
		if (peer != null) {
			signal.accept(peer);
			limit(peer);
		}
	}

	/** What cannot wait has a bound too. */
	private static void limit(Peer peer) {
		PeerConnection connection = peer.current();
		if (connection != null && connection.pendingBytes() > MAX_PENDING) {
			connection.cut("more than " + MAX_PENDING + " bytes wait to be sent");
		}
	}

	@Override
	public void writable(PeerConnection connection) {
		Peer peer = connection.peer();
		if (peer != null) {
			peer.suspended().lookAgain();
		}
	}

	@Override
	public void servesStreams() {
		this.neverWait.add(Thread.currentThread());
	}

	/** Senders that are suspended now. */
	int suspended() {
		return this.peers.values().stream().mapToInt((peer) -> peer.suspended().count()).sum();
	}

	/** Closes the connection to a node, and gives up our attempt if one is made. */
	void disconnect(String node) {
		Peer peer = this.peers.get(node);
		if (peer == null) {
			return;
		}
		for (PeerConnection attempt : List.copyOf(this.attempts.keySet())) {
			if (attempt.outbound() && attempt.peer() == peer) {
				attempt.endNow(DISCONNECT);
			}
		}
		PeerConnection connection = peer.current();
		if (connection != null) {
			connection.end(DISCONNECT);
		}
	}

	/** Ends everything; what ends with it has been told when this returns. */
	void close() {
		this.closing = true;
		for (Peer peer : this.peers.values()) {
			PeerConnection connection = peer.current();
			if (connection != null) {
				connection.endNow(STOPS);
			}
		}
		List.copyOf(this.attempts.keySet()).forEach((attempt) -> attempt.endNow(STOPS));
	}

}
