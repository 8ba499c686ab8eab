package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.wire.epmd.NodeEntry;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.ClientAuth;
import io.actor.wire.transport.Listener;
import io.actor.wire.transport.PortInUseException;
import io.actor.wire.transport.TlsMaterial;
import io.actor.wire.transport.Transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's side of the network: its port, its registration, its connections and whom it
 * calls. Of a node without a name nothing of this exists.
 */
final class Network implements AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(7);

	private final NodeSettings settings;

	private final Runtime runtime;

	private final PeerList peerList;

	private final List<Discovery> discoveries;

	private final CopyOnWriteArrayList<NodeListener> listeners = new CopyOnWriteArrayList<>();

	private final LimitHits hits = new LimitHits();

	private final Topology topology;

	private @Nullable Parts parts;

	/**
	 * What a named node has.
	 *
	 * @param transport its byte streams
	 * @param connections its connections
	 * @param locator finds others
	 * @param dialer whom it calls
	 */
	private record Parts(Transport transport, Connections connections, Locator locator, Dialer dialer) {
	}

	private @Nullable Listener listener;

	private volatile @Nullable Registration registration;

	Network(NodeSettings settings, Runtime runtime) {
		this.settings = settings;
		this.runtime = runtime;
		this.peerList = new PeerList(settings.name(), settings.peers());
		this.discoveries = settings.discovery()
			.stream()
			.map((source) -> new Discovery(source, this.peerList, runtime, settings))
			.toList();
		this.topology = new Topology(settings, runtime.processes());
		this.listeners.addAll(this.topology.listeners());
	}

	boolean enabled() {
		return this.settings.name() != null;
	}

	// ---- start ----

	/** Opens the port, registers and begins to call the configured peers. */
	void start() {
		String name = this.settings.name();
		Cookie cookie = this.settings.cookie();
		if (name == null || cookie == null) {
			return;
		}
		InetAddress address = (this.settings.address() != null) ? this.settings.address()
				: InetAddress.getLoopbackAddress();
		checkTrust(name, address);
		checkCookie(address, cookie);
		EpmdPlace place = EpmdPlace.of(this.settings.epmdPort(), address, System::getenv);
		NodeConfig.Seams seams = this.settings.seams();
		DistributionFlags offered = DistributionFlags.HIDDEN_NODE.with(DistributionFlag.DIST_HDR_ATOM_CACHE);
		if (this.settings.visible()) {
			offered = offered.with(DistributionFlag.PUBLISHED);
		}
		LocalNode self = new LocalNode(name, this.runtime.processes().creation(), offered,
				DistributionFlags.MANDATORY_25);
		Transport transport = seams.transport().get();
		Supplier<TlsMaterial> tls = this.settings.tls();
		Transport streams = (tls != null)
				? transport.secured(tls, this.settings.peerLimits().strangers().handshakeTime()) : transport;
		Admission admission = new Admission(name, cookie, this.settings);
		Connections connections = new Connections(this.settings, self, admission, this.runtime, this.listeners,
				this.hits);
		PortMapper portMapper = new PortMapper(transport, this.runtime.timers(), seams.clock(), place.port());
		Dialer dialer = new Dialer(connections, this.runtime.timers(), seams.clock(), seams.randomness());
		this.parts = new Parts(streams, connections, locator(portMapper), dialer);
		SignalTranslator translator = new SignalTranslator(this.runtime.processes(), connections,
				this.runtime::functions,
				new SystemProcesses(this.runtime.processes(), this.runtime.systemNames(), this.hits));
		connections.connect(translator::sink, this::open);
		this.listeners.add(dialer);
		this.runtime.processes().distribution(translator);
		this.topology.begin(admission, connections);
		if (this.settings.visible()) {
			this.runtime.startGlobal(() -> this.topology.global(connections));
		}
		this.listener = listen(streams, address, connections);
		if (this.settings.epmd() != EpmdMode.NONE) {
			NodeEntry entry = new NodeEntry(new PeerAddress(name, null).alive(), this.listener.port());
			Registration own = new Registration(name, entry, this.settings.epmd(), portMapper,
					() -> EmbeddedPortMapper.open(place, transport, this.runtime.timers(), seams.clock(), this.hits),
					this.runtime);
			this.registration = own;
			own.start();
		}
		LOGGER.info("Node {} listens on {}:{}", name, address.getHostAddress(), this.listener.port());
		this.peerList.start(dialer);
		this.discoveries.forEach(Discovery::start);
	}

	private Locator locator(PortMapper portMapper) {
		NodeResolver resolver = this.settings.resolver();
		if (resolver == null && this.settings.epmd() != EpmdMode.NONE) {
			resolver = portMapper;
		}
		return new Locator(this.peerList::port, resolver, this.runtime.timers(), this.settings.seams().clock());
	}

	private void checkTrust(String name, InetAddress address) {
		Supplier<TlsMaterial> tls = this.settings.tls();
		if (tls != null) {
			checkCertificate(name, tls.get());
			return;
		}
		if (address.isLoopbackAddress()) {
			return;
		}
		if (!this.settings.insecure()) {
			throw new NodeStartException("Node " + name + " would listen on " + address.getHostAddress()
					+ " without encryption: whoever can read the traffic can take over the cluster. Encrypt with"
					+ " 'tls', bind a loopback address, or say 'insecure' if the network is trusted", null);
		}
		LOGGER.warn("Node {} listens on {} without encryption", name, address.getHostAddress());
	}

	/** Says what others will hold against this node, before each of them does. */
	private void checkCertificate(String name, TlsMaterial material) {
		Instant now = Instant.ofEpochMilli(this.settings.seams().clock().wallMillis());
		for (String problem : material.problems(new PeerAddress(name, null).host(), now)) {
			LOGGER.warn("Nodes that verify names and dates will refuse {}. {}", name, problem);
		}
		if (material.clientAuth() != ClientAuth.NEED) {
			LOGGER.warn("Node {} accepts callers without a certificate: whoever knows the cookie can be any node",
					name);
		}
	}

	private void checkCookie(InetAddress address, Cookie cookie) {
		if (address.isLoopbackAddress() || this.settings.allowWeakCookie() || !cookie.isWeak()) {
			return;
		}
		throw new NodeStartException("Node " + this.settings.name() + " would listen on " + address.getHostAddress()
				+ " with a cookie that can be guessed: it has less than " + Cookie.STRONG_LENGTH
				+ " characters, few different ones, or is an example from a manual. Take a random one of 32"
				+ " characters, or say 'allow weak cookie' if all who reach this address are trusted", null);
	}

	private Listener listen(Transport transport, InetAddress address, Connections connections) {
		int first = this.settings.port();
		int last = this.settings.lastPort();
		PortInUseException taken = null;
		for (int port = first; port <= last; port++) {
			try {
				return transport.listen(address, port, connections::accept);
			}
			catch (PortInUseException ex) {
				taken = ex;
			}
			catch (IOException ex) {
				throw new NodeStartException("Node " + this.settings.name() + " cannot listen on "
						+ address.getHostAddress() + ":" + port + ": " + ex.getMessage(), ex);
			}
		}
		throw new NodeStartException("Node " + this.settings.name() + " cannot listen on port " + first
				+ ((first == last) ? ": another program has it" : " to " + last + ": other programs have them")
				+ ". Choose another port, or 0 for any free one", taken);
	}

	// ---- calling ----

	/** Opens a stream to a node, where it listens. */
	private void open(String node, PeerConnection handler) {
		Parts own = this.parts;
		if (own == null) {
			return;
		}
		own.locator().find(node, new Locator.Answer() {
			@Override
			public void found(String host, int port) {
				own.transport().connect(host, port, CONNECT_TIMEOUT, handler);
			}

			@Override
			public void unknown(String problem) {
				handler.endNow(problem);
			}
		});
	}

	boolean connect(String node) {
		Parts own = this.parts;
		if (own == null || node.equals(this.settings.name())) {
			return own != null;
		}
		Connecting wait = new Connecting(this.runtime.processes(), own.connections(), node);
		this.listeners.add(wait);
		try {
			own.connections().call(node);
			return wait.await(this.runtime.processes());
		}
		finally {
			this.listeners.remove(wait);
		}
	}

	void disconnect(String node) {
		Parts own = this.parts;
		if (own != null) {
			own.dialer().leave(node);
			own.connections().disconnect(node);
		}
	}

	// ---- who is there ----

	Topology topology() {
		return this.topology;
	}

	Optional<Integer> port() {
		Listener open = this.listener;
		return (open != null) ? Optional.of(open.port()) : Optional.empty();
	}

	PortMapperState portMapper() {
		Registration registered = this.registration;
		return (registered != null) ? registered.state() : PortMapperState.UNUSED;
	}

	List<PeerInfo> peers() {
		Parts own = this.parts;
		return (own != null) ? own.connections().up() : List.of();
	}

	long pendingBytes() {
		Parts own = this.parts;
		return (own != null) ? own.connections().congestion().pendingBytes() : 0;
	}

	int suspended() {
		Parts own = this.parts;
		return (own != null) ? own.connections().congestion().suspended() : 0;
	}

	List<String> expected() {
		return this.peerList.names();
	}

	List<DiscoveryInfo> discoveries() {
		return this.discoveries.stream().map(Discovery::info).toList();
	}

	Optional<String> problem(String node) {
		Parts own = this.parts;
		return (own != null) ? own.dialer().problem(node).or(() -> this.topology.problem(node)) : Optional.empty();
	}

	long limitHits(Limit limit) {
		return this.hits.of(limit);
	}

	CopyOnWriteArrayList<NodeListener> listeners() {
		return this.listeners;
	}

	@Override
	public void close() {
		Parts own = this.parts;
		if (own == null) {
			return;
		}
		this.discoveries.forEach(Discovery::close);
		own.dialer().close();
		Registration registered = this.registration;
		if (registered != null) {
			registered.close();
		}
		own.connections().close();
		this.runtime.processes().distribution(null);
		own.transport().close();
	}

	/** Waits until a node is up or cannot be reached. */
	private static final class Connecting extends Wait implements NodeListener {

		private final Connections connections;

		private final String node;

		private volatile boolean failed;

		Connecting(Processes processes, Connections connections, String node) {
			super(processes);
			this.connections = connections;
			this.node = node;
		}

		@Override
		public void nodeUp(PeerInfo peer) {
			wake();
		}

		@Override
		public void unreachable(String peer, String reason) {
			if (peer.equals(this.node)) {
				this.failed = true;
				wake();
			}
		}

		@Override
		protected boolean done() {
			return this.failed || this.connections.isUp(this.node);
		}

		boolean await(Processes processes) {
			try {
				await(processes, processes.deadline(CONNECT_TIMEOUT.multipliedBy(2)));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return this.connections.isUp(this.node);
		}

	}

}
