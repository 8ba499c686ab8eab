package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.scheduler.Timer;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.Listener;
import io.actor.wire.transport.PortInUseException;
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

	private static final Duration REGISTER_TIMEOUT = Duration.ofSeconds(6);

	private final NodeConfig.Settings settings;

	private final Runtime runtime;

	private final Map<String, PeerAddress> addresses = new ConcurrentHashMap<>();

	private final CopyOnWriteArrayList<NodeListener> listeners = new CopyOnWriteArrayList<>();

	private @Nullable Parts parts;

	/**
	 * What a named node has.
	 *
	 * @param transport its byte streams
	 * @param connections its connections
	 * @param portMapper where it registers and asks
	 * @param dialer whom it calls
	 */
	private record Parts(Transport transport, Connections connections, PortMapper portMapper, Dialer dialer) {
	}

	private @Nullable Listener listener;

	Network(NodeConfig.Settings settings, Runtime runtime) {
		this.settings = settings;
		this.runtime = runtime;
		settings.peers().forEach((peer) -> this.addresses.put(peer.node(), peer));
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
		checkTrust(address);
		NodeConfig.Seams seams = this.settings.seams();
		DistributionFlags offered = DistributionFlags.HIDDEN_NODE;
		if (this.settings.visible()) {
			offered = offered.with(DistributionFlag.PUBLISHED);
		}
		LocalNode self = new LocalNode(name, this.runtime.processes().creation(), offered,
				DistributionFlags.MANDATORY_25);
		Transport transport = seams.transport().get();
		Connections connections = new Connections(this.settings, self, cookie, this.runtime, this.listeners);
		PortMapper portMapper = new PortMapper(transport, this.runtime.timers(), seams.clock(),
				PortMapper.port(System.getenv("ERL_EPMD_PORT")));
		Dialer dialer = new Dialer(connections, this.runtime.timers(), seams.clock(), seams.randomness());
		this.parts = new Parts(transport, connections, portMapper, dialer);
		SignalTranslator translator = new SignalTranslator(this.runtime.processes(), connections);
		connections.connect(translator::sink, this::open);
		this.listeners.add(dialer);
		this.runtime.processes().distribution(translator);
		this.listener = listen(transport, address, connections);
		register(portMapper, this.listener.port());
		LOGGER.info("Node {} listens on {}:{}", name, address.getHostAddress(), this.listener.port());
		this.settings.peers().forEach((peer) -> dialer.want(peer.node()));
	}

	private void checkTrust(InetAddress address) {
		if (address.isLoopbackAddress()) {
			return;
		}
		if (!this.settings.insecure()) {
			throw new NodeStartException("Node " + this.settings.name() + " would listen on " + address.getHostAddress()
					+ " without encryption: whoever can read the traffic can take over the"
					+ " cluster. Bind a loopback address, or say 'insecure' if the network is trusted", null);
		}
		LOGGER.warn("Node {} listens on {} without encryption", this.settings.name(), address.getHostAddress());
	}

	private Listener listen(Transport transport, InetAddress address, Connections connections) {
		try {
			return transport.listen(address, this.settings.port(), connections::accept);
		}
		catch (PortInUseException ex) {
			throw new NodeStartException("Node " + this.settings.name() + " cannot listen on port "
					+ this.settings.port() + ": another program has it. Choose another port, or 0 for any free one",
					ex);
		}
		catch (IOException ex) {
			throw new NodeStartException("Node " + this.settings.name() + " cannot listen on "
					+ address.getHostAddress() + ":" + this.settings.port() + ": " + ex.getMessage(), ex);
		}
	}

	private void register(PortMapper portMapper, int port) {
		String name = this.settings.name();
		if (this.settings.epmd() == EpmdMode.NONE || name == null) {
			return;
		}
		Registration wait = new Registration(this.runtime.processes());
		portMapper.register(new PeerAddress(name, null).alive(), port, wait::accept);
		String problem = wait.problem(this.runtime.processes());
		if (problem == null) {
			return;
		}
		if (this.settings.epmd() == EpmdMode.EXTERNAL) {
			throw new NodeStartException("Node " + name + " cannot register: " + problem, null);
		}
		LOGGER.info("Node {} is not registered: {}. Peers reach it as {}:{}", name, problem, name, port);
	}

	// ---- calling ----

	/**
	 * Opens a stream to a node: at its configured port, or where its port mapper says.
	 */
	private void open(String node, PeerConnection handler) {
		Parts own = this.parts;
		if (own == null) {
			return;
		}
		PeerAddress address;
		try {
			address = this.addresses.getOrDefault(node, new PeerAddress(node, null));
		}
		catch (IllegalArgumentException ex) {
			fail(handler, String.valueOf(ex.getMessage()));
			return;
		}
		Integer port = address.port();
		if (port != null) {
			own.transport().connect(address.host(), port, CONNECT_TIMEOUT, handler);
			return;
		}
		if (this.settings.epmd() == EpmdMode.NONE) {
			fail(handler, "its port is not configured, and no port mapper is used");
			return;
		}
		own.portMapper().lookup(address.alive(), address.host(), (found, problem) -> {
			if (found != null) {
				own.transport().connect(address.host(), found, CONNECT_TIMEOUT, handler);
			}
			else {
				handler.endNow(problem);
			}
		});
	}

	/** On the timer thread: the caller is a sender that shall not run listeners. */
	private void fail(PeerConnection handler, String problem) {
		this.runtime.timers().schedule(new Timer(this.settings.seams().clock().nanoTime()) {
			@Override
			protected void expire() {
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

	Optional<Integer> port() {
		Listener open = this.listener;
		return (open != null) ? Optional.of(open.port()) : Optional.empty();
	}

	List<PeerInfo> peers() {
		Parts own = this.parts;
		return (own != null) ? own.connections().up() : List.of();
	}

	List<String> expected() {
		return this.settings.peers().stream().map(PeerAddress::node).toList();
	}

	Optional<String> problem(String node) {
		Parts own = this.parts;
		return (own != null) ? own.dialer().problem(node) : Optional.empty();
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
		own.dialer().close();
		own.portMapper().close();
		own.connections().close();
		this.runtime.processes().distribution(null);
		own.transport().close();
	}

	/** Waits for the answer of the port mapper. */
	private static final class Registration extends Wait {

		private static final String NO_ANSWER = "the port mapper did not answer in time";

		private final AtomicReference<@Nullable Optional<String>> answer = new AtomicReference<>();

		Registration(Processes processes) {
			super(processes);
		}

		void accept(@Nullable String problem) {
			this.answer.set(Optional.ofNullable(problem));
			wake();
		}

		@Override
		protected boolean done() {
			return this.answer.get() != null;
		}

		@Nullable String problem(Processes processes) {
			try {
				await(processes, processes.deadline(REGISTER_TIMEOUT));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			Optional<String> result = this.answer.get();
			return (result != null) ? result.orElse(null) : NO_ANSWER;
		}

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
