package io.actor.node;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.actor.process.RemoteSignals;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.AcceptorHandshake;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.ConnectionHandler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of connections: at most one to each node, whoever opened it. A node is
 * reached on first use; what is sent meanwhile waits.
 */
final class Connections implements ConnectionOwner {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.connections");

	/** Bytes that may wait for a peer that does not read. */
	private static final long MAX_PENDING = 64L * 1024 * 1024;

	private static final String STOPS = "this node stops";

	private static final String DISCONNECT = "disconnect";

	private static final String TOO_MANY = "this node knows too many others already";

	private static final String TOO_MANY_NAMES = "too many new names from its address";

	private final NodeSettings settings;

	private final LocalNode self;

	private final Admission admission;

	private final RemoteSignals signals;

	private final Map<String, Peer> peers = new ConcurrentHashMap<>();

	private final NodeNews news;

	private final PeerLimits limits;

	private final LimitHits hits;

	private final Attempts attempts;

	private final TickTime tickTime;

	private final Runtime runtime;

	private @Nullable SignalSinks sinks;

	private @Nullable StreamOpener opener;

	private final Congestion congestion;

	private final ReadingThreads readingThreads;

	private final ConnectionLog log;

	private volatile boolean closing;

	Connections(NodeSettings settings, LocalNode self, Admission admission, Runtime runtime,
			List<NodeListener> listeners, LimitHits hits) {
		this.news = new NodeNews(listeners);
		this.settings = settings;
		this.limits = settings.peerLimits();
		this.hits = hits;
		this.attempts = new Attempts(settings.seams().randomness(), new Strangers(this.limits,
				settings.peers().stream().map(PeerAddress::node).toList(), settings.seams().clock(), hits));
		this.self = self.withLongestMessage(this.limits.strangers().handshakeBytes());
		this.admission = admission;
		this.runtime = runtime;
		this.tickTime = new TickTime(settings, runtime.timers());
		this.signals = runtime.processes().remoteSignals();
		this.readingThreads = new ReadingThreads(runtime.scheduler()::beginErrand, runtime.scheduler()::endErrand);
		this.congestion = new Congestion(runtime.processes(), this.peers,
				new SystemProcesses(runtime.processes(), runtime.systemNames(), hits)::isPart, this.readingThreads);
		this.log = new ConnectionLog(settings.seams().clock(), runtime.timers(), this::isUp);
	}

	void connect(SignalSinks with, StreamOpener through) {
		this.sinks = with;
		this.opener = through;
		this.readingThreads.addTimers(this.runtime.timers(), this.settings.seams().clock());
	}

	// ---- who is there ----

	List<PeerInfo> up() {
		return this.peers.values().stream().flatMap((peer) -> info(peer).stream()).toList();
	}

	private static Optional<PeerInfo> info(@Nullable Peer peer) {
		PeerConnection connection = (peer != null) ? peer.current() : null;
		return (connection != null) ? Optional.ofNullable(connection.info()) : Optional.empty();
	}

	boolean isUp(String node) {
		Peer peer = this.peers.get(node);
		return peer != null && peer.current() != null;
	}

	LimitHits hits() {
		return this.hits;
	}

	/** The incarnation of the node we are connected with, if we are. */
	OptionalInt creation(String node) {
		return info(this.peers.get(node)).map((info) -> OptionalInt.of(info.creation())).orElse(OptionalInt.empty());
	}

	/** All nodes in the table, connected or not. */
	List<String> names() {
		return List.copyOf(this.peers.keySet());
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
		if (this.peers.size() >= this.limits.knownPeers()) {
			this.hits.count(Limit.KNOWN_PEERS);
			return null;
		}
		return this.peers.computeIfAbsent(node,
				(name) -> new Peer(name, this.settings.buffer(), this.limits.connection().relations()));
	}

	private void retire(Peer peer) {
		this.peers.computeIfPresent(peer.name(), (name, known) -> (known == peer && peer.retire()) ? null : known);
	}

	// ---- connecting ----

	/** Makes sure there is a connection or an attempt. */
	void call(String node) {
		Peer peer = peer(node);
		while (peer != null && call(peer) == Sent.RETIRED) {
			peer = peer(node);
		}
		if (peer == null) {
			this.news.unreachable(node, TOO_MANY);
		}
	}

	private Sent call(Peer peer) {
		String node = peer.name();
		StreamOpener through = this.opener;
		String problem = this.closing ? STOPS : this.admission.problem(node);
		if (through == null || problem != null) {
			refuse(peer, (problem != null) ? problem : STOPS);
			return Sent.DONE;
		}
		PeerConnection connection = fresh(true);
		connection.peer(peer);
		Sent begun = peer.beginCall(connection);
		if (begun != Sent.CALL) {
			return begun;
		}
		int challenge = this.attempts.ours(connection);
		connection.handshake(new InitiatorHandshake(this.self, node, this.admission.cookie(node), challenge,
				() -> peer.isAttempt(connection), this.attempts::isOpen, this.settings.prefix()));
		if (this.closing) {
			// The close may have looked through the attempts before this one was there.
			connection.endNow(STOPS);
			return begun;
		}
		through.open(node, connection);
		return begun;
	}

	private void refuse(Peer peer, String why) {
		if (giveUp(peer)) {
			this.news.unreachable(peer.name(), why);
		}
	}

	/** What waits for a connection with this node is lost; false if there is one. */
	private boolean giveUp(Peer peer) {
		Lost lost = peer.unreachable();
		lost.tell(this.signals);
		peer.suspended().lookAgain();
		retire(peer);
		return lost.end() == Lost.End.UNREACHABLE;
	}

	private PeerConnection fresh(boolean outbound) {
		return new PeerConnection(this, outbound, this.settings.seams().clock(), this.runtime.timers(), this.tickTime,
				this.settings.buffer(), this.limits, this.hits);
	}

	/** The handler of a connection somebody opened to us. */
	ConnectionHandler accept(SocketAddress remote) {
		String address = Strangers.address(remote);
		PeerConnection connection = fresh(false);
		int challenge = this.attempts.theirs(connection, address);
		String refused = this.attempts.refusal(address);
		connection.handshake(new AcceptorHandshake(this.self, this.admission::cookie, challenge,
				(name, flags) -> called(name, address, connection), this.attempts::isOpen, this.settings.prefix()));
		if (refused != null || this.closing) {
			connection.end((refused != null) ? refused : STOPS);
		}
		else if (this.settings.tls() != null) {
			// The TLS handshake counts too.
			connection.limit();
		}
		return connection;
	}

	private ConnectionStatus called(String name, String address, PeerConnection connection) {
		connection.claims(name);
		String problem = this.admission.problem(name);
		if (problem != null) {
			connection.refused(problem);
			return ConnectionStatus.NOT_ALLOWED;
		}
		if (!this.attempts.mayClaim(address, name)) {
			connection.refused(TOO_MANY_NAMES);
			return ConnectionStatus.NOT_ALLOWED;
		}
		List<PeerConnection> loser = new ArrayList<>();
		ConnectionStatus answer = null;
		while (answer == null) {
			Peer peer = peer(name);
			if (peer == null || this.closing) {
				connection.refused((peer == null) ? TOO_MANY : STOPS);
				return ConnectionStatus.NOT_ALLOWED;
			}
			answer = peer.called(this.self.name(), connection, loser);
			if (answer == ConnectionStatus.OK || answer == ConnectionStatus.OK_SIMULTANEOUS
					|| answer == ConnectionStatus.ALIVE) {
				connection.peer(peer);
				this.attempts.holds(connection);
			}
		}
		if (answer == ConnectionStatus.CLOSE) {
			this.hits.count(Limit.NAME_IN_USE);
			this.log.refused(name + " at " + address, "another handshake under its name is not over");
		}
		loser.forEach((own) -> own.endNow("the other node called at the same time"));
		return answer;
	}

	@Override
	public @Nullable SignalSink established(PeerConnection connection, HandshakeStep.Established step,
			Runnable answer) {
		Peer peer = connection.peer();
		PeerInfo info = connection.info();
		SignalSinks with = this.sinks;
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
			this.attempts.succeeded(connection, info.name());
			if (!peer.up(connection, info.creation())) {
				return null;
			}
			this.log.up(info);
			this.news.up(info);
		}
		peer.suspended().lookAgain();
		return with.sink(peer, connection);
	}

	@Override
	public void failed(PeerConnection connection, Limit how) {
		blocked(this.attempts.failed(connection, how),
				(how == Limit.TLS_FAILURES) ? "TLS failed too often" : "it did not know the cookie too often");
	}

	private void blocked(@Nullable String address, String why) {
		if (address != null) {
			this.log.refused("anybody at " + address,
					"its address is blocked for " + this.limits.strangers().block().toSeconds() + " s, " + why);
		}
	}

	// ---- the end of a connection ----

	@Override
	public void ended(PeerConnection connection, String cause) {
		// The other side may have said it, or parts of it: made plain here for the log,
		// for listeners, and for whoever asks later.
		String why = ConnectionLog.printable(cause);
		Attempts.Attempt attempt = this.attempts.forget(connection);
		Peer peer = connection.peer();
		PeerInfo info = connection.info();
		if (connection.suspicious() && info == null) {
			this.log.cameToNothing(connection, (attempt != null) ? attempt.address() : null, why);
		}
		if (peer == null) {
			return;
		}
		if (attempt != null && info == null) {
			blocked(this.attempts.unproven(attempt), "it held names too long without a proof");
		}
		peer.tells();
		Lost lost;
		synchronized (peer.events()) {
			lost = peer.ended(connection, connection.outbound());
			lost.tell(this.signals);
			peer.suspended().lookAgain();
			if (lost.end() == Lost.End.DOWN && info != null) {
				// A node that stops leaves its peers on purpose.
				this.log.down(info.name(), why, !this.closing);
				this.news.down(info, connection.reason(), why);
			}
			else if (lost.end() == Lost.End.UNREACHABLE) {
				// Here too: the up of a connection of theirs could be told before.
				LOGGER.debug("No connection to {}: {}", peer.name(), why);
				this.news.unreachable(peer.name(), why);
			}
		}
		peer.told();
		if (lost.end() == Lost.End.CALL) {
			if (this.settings.autoConnect()) {
				call(peer);
			}
			else {
				refuse(peer, why);
			}
		}
		retire(peer);
	}

	// ---- signals ----

	/**
	 * Sends a message to a node, connecting first if need be. Suspends the sender while
	 * too much is queued for that node.
	 */
	void message(String node, Outgoing outgoing) {
		Peer known = awaitRoom(node, outgoing.sender());
		if (known != null && known.sendNow(outgoing)) {
			limit(known);
			return;
		}
		signal(node, (peer) -> peer.send(outgoing));
	}

	/**
	 * Suspends the current thread, sending for this process, while too much is queued.
	 */
	@Nullable Peer awaitRoom(String node, @Nullable Object sender) {
		Peer known = this.peers.get(node);
		if (known != null) {
			this.congestion.awaitRoom(known, sender);
		}
		return known;
	}

	/**
	 * Gives a signal to a peer, connecting first if need be and if nodes connect by
	 * themselves ({@code dist_auto_connect}). Nobody waits here: links, monitors and
	 * exits are never refused, and some threads may not wait.
	 * @return whether the peer has taken it
	 */
	boolean signal(String node, Function<Peer, Sent> signal) {
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
					if (this.settings.autoConnect()) {
						call(peer);
					}
					else {
						giveUp(peer);
					}
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
	private void limit(Peer peer) {
		PeerConnection connection = peer.current();
		if (connection != null && !connection.hasRoom(null) && connection.pendingBytes() > MAX_PENDING) {
			connection.unread("more than " + MAX_PENDING + " bytes wait to be sent");
		}
	}

	@Override
	public void writable(PeerConnection connection) {
		Peer peer = connection.peer();
		if (peer != null) {
			Congestion.eased(peer);
		}
	}

	@Override
	public ReadingThreads readingThreads() {
		return this.readingThreads;
	}

	Congestion congestion() {
		return this.congestion;
	}

	/** Closes the connection to a node, and gives up our attempt if one is made. */
	void disconnect(String node) {
		Peer peer = this.peers.get(node);
		if (peer == null) {
			return;
		}
		for (PeerConnection attempt : this.attempts.all()) {
			if (attempt.outbound() && attempt.peer() == peer) {
				attempt.endNow(DISCONNECT, DownReason.DISCONNECT);
			}
		}
		PeerConnection connection = peer.current();
		if (connection != null) {
			connection.end(DISCONNECT, DownReason.DISCONNECT);
		}
	}

	TickTime tickTime() {
		return this.tickTime;
	}

	/** The tick time has changed. */
	void retime() {
		for (Peer peer : this.peers.values()) {
			PeerConnection connection = peer.current();
			if (connection != null) {
				connection.retime();
			}
		}
	}

	/** Ends everything; what ends with it has been told when this returns. */
	void close() {
		this.closing = true;
		for (Peer peer : this.peers.values()) {
			PeerConnection connection = peer.current();
			if (connection != null) {
				connection.endNow(STOPS, DownReason.NET_KERNEL_TERMINATED);
			}
		}
		this.attempts.all().forEach((attempt) -> attempt.endNow(STOPS));
	}

}
