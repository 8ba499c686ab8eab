package io.actor.node;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.process.ExitReason;
import io.actor.process.RemoteSignals;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.AcceptorHandshake;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.ConnectionHandler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

	private final NodeConfig.Settings settings;

	private final LocalNode self;

	private final Cookie cookie;

	private final RemoteSignals signals;

	private final Map<String, Peer> peers = new ConcurrentHashMap<>();

	private final List<NodeListener> listeners;

	private final Set<Integer> challenges = ConcurrentHashMap.newKeySet();

	private final AtomicInteger strangers = new AtomicInteger();

	private final Map<String, AtomicInteger> strangersByAddress = new ConcurrentHashMap<>();

	private final Map<PeerConnection, Attempt> attempts = new ConcurrentHashMap<>();

	private final Runtime runtime;

	private @Nullable Translator translator;

	private @Nullable Caller caller;

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
	 * @param peer who it is with, once that is known
	 * @param address where it comes from, or null if it is ours
	 * @param challenge what we ask of it
	 */
	private record Attempt(@Nullable Peer peer, @Nullable String address, int challenge) {
	}

	Connections(NodeConfig.Settings settings, LocalNode self, Cookie cookie, Runtime runtime,
			List<NodeListener> listeners) {
		this.listeners = listeners;
		this.settings = settings;
		this.self = self;
		this.cookie = cookie;
		this.runtime = runtime;
		this.signals = runtime.processes().remoteSignals();
	}

	void connect(Translator with, Caller through) {
		this.translator = with;
		this.caller = through;
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

	/** What we know of this node; null if we know too many already. */
	@Nullable Peer peer(String node) {
		Peer known = this.peers.get(node);
		if (known != null) {
			return known;
		}
		return (this.peers.size() < MAX_PEERS) ? this.peers.computeIfAbsent(node, Peer::new) : null;
	}

	// ---- connecting ----

	/** Makes sure there is a connection or an attempt. */
	void call(String node) {
		Peer peer = peer(node);
		Caller through = this.caller;
		if (peer == null || through == null || this.closing || node.equals(this.self.name())) {
			if (peer != null) {
				tellLost(peer.unreachable());
			}
			return;
		}
		PeerConnection connection = fresh(true);
		if (!peer.beginCall(connection)) {
			return;
		}
		int challenge = challenge();
		this.attempts.put(connection, new Attempt(peer, null, challenge));
		connection.handshake(new InitiatorHandshake(this.self, node, this.cookie, challenge,
				() -> peer.isAttempt(connection), this.challenges::contains, LengthPrefix.U16));
		through.call(node, connection);
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
		this.attempts.put(connection, new Attempt(null, address, challenge));
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
		Peer peer = peer(name);
		if (peer == null || this.closing) {
			return ConnectionStatus.NOT_ALLOWED;
		}
		ConnectionStatus answer = peer.called(this.self.name(), connection);
		if (answer == ConnectionStatus.OK || answer == ConnectionStatus.OK_SIMULTANEOUS
				|| answer == ConnectionStatus.ALIVE) {
			this.attempts.computeIfPresent(connection,
					(key, attempt) -> new Attempt(peer, attempt.address(), attempt.challenge()));
		}
		return answer;
	}

	@Override
	public @Nullable SignalSink established(PeerConnection connection, HandshakeStep.Established step,
			Runnable answer) {
		Peer peer = this.peers.get(step.peerName());
		PeerInfo info = connection.info();
		Translator with = this.translator;
		if (peer == null || info == null || with == null || this.closing) {
			return null;
		}
		PeerConnection old = peer.replaced();
		if (old != null) {
			// Its node-down and all it causes come before the new connection is up.
			old.endNow("replaced by a new connection of the same node");
		}
		answer.run();
		forget(connection);
		if (!peer.up(connection)) {
			return null;
		}
		LOGGER.info("Node {} is up ({} connection)", info.name(), info.outbound() ? "outbound" : "inbound");
		for (NodeListener listener : this.listeners) {
			listener.nodeUp(info);
		}
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
	public void ended(PeerConnection connection, boolean wasUp, String why) {
		Attempt attempt = forget(connection);
		PeerInfo info = connection.info();
		Peer peer = (attempt != null) ? attempt.peer() : (info != null) ? this.peers.get(info.name()) : null;
		if (peer == null) {
			LOGGER.debug("A connection that never said its name ended: {}", why);
			return;
		}
		Peer.Lost lost = peer.ended(connection);
		tellLost(lost);
		if (wasUp && lost != null && info != null) {
			LOGGER.warn("Node {} is down: {}", info.name(), why);
			for (NodeListener listener : this.listeners) {
				listener.nodeDown(info, why);
			}
		}
		else if (lost != null) {
			LOGGER.debug("No connection to {}: {}", peer.name(), why);
			for (NodeListener listener : this.listeners) {
				listener.unreachable(peer.name(), why);
			}
		}
	}

	private void tellLost(Peer.@Nullable Lost lost) {
		if (lost == null) {
			return;
		}
		lost.links().forEach((link) -> this.signals.exitLink(link.remote(), link.local(), ExitReason.NOCONNECTION));
		lost.watching()
			.forEach((ref, watch) -> this.signals.down(watch.watcher(), watch.target(), ref, ExitReason.NOCONNECTION));
		lost.watchedBy().forEach((ref, watch) -> this.signals.demonitor(watch.watcher(), watch.target(), ref));
	}

	// ---- signals ----

	/** Sends a signal to a node, connecting first if need be. */
	void send(String node, Outgoing outgoing) {
		Peer peer = peer(node);
		if (peer == null || peer.send(outgoing)) {
			return;
		}
		peer.await(outgoing);
		call(node);
	}

	void disconnect(String node) {
		Peer peer = this.peers.get(node);
		PeerConnection connection = (peer != null) ? peer.current() : null;
		if (connection != null) {
			connection.end("disconnect");
		}
	}

	void close() {
		this.closing = true;
		for (Peer peer : this.peers.values()) {
			PeerConnection connection = peer.current();
			if (connection != null) {
				connection.end("this node stops");
			}
		}
		this.attempts.keySet().forEach((attempt) -> attempt.end("this node stops"));
	}

}
