package io.actor.test.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.actor.test.tape.Choices;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.Listener;
import io.actor.wire.transport.PortInUseException;
import io.actor.wire.transport.Transport.Acceptor;

import org.jspecify.annotations.Nullable;

/**
 * The network between the machines of a world: one machine a host name, byte streams
 * between them, and everything that goes wrong with those.
 */
public final class SimulatedNetwork {

	/**
	 * Told when two machines have called each other before either knew of the other's.
	 */
	public static final String CROSSED = "two connects crossed";

	/** Told when a machine has answered a write to a stream it does not know any more. */
	public static final String WRITE_NOTICED = "half-open noticed by a write";

	/** Told when a cut hits a stream that has hardly begun. */
	public static final String BEGINNING_CUT = "partition during handshake";

	/** Bytes after which a stream has begun. */
	private static final int BEGINNING = 60;

	private static final long TAIL_NANOS = Duration.ofSeconds(2).toNanos();

	private static final long CLOG_NANOS = Duration.ofSeconds(5).toNanos();

	private final Simulation simulation;

	private final Choices choices;

	private final Map<String, SimulatedNode> machines = new LinkedHashMap<>();

	private final Map<String, Port> ports = new HashMap<>();

	private final Set<SimulatedConnection> connections = new LinkedHashSet<>();

	private final Set<Direction> cuts = new LinkedHashSet<>();

	private NetworkWeather weather = NetworkWeather.FAIR;

	private int damagePerMille;

	private @Nullable RuntimeException thrown;

	private final Map<Direction, Long> silences = new HashMap<>();

	private int clientPorts = 40_000;

	private long mostPending;

	private int connects;

	/** Calls that have not been answered or refused yet. */
	private final List<Direction> calling = new ArrayList<>();

	private Consumer<String> witness = (what) -> {
	};

	/**
	 * An open port.
	 *
	 * @param node whose
	 * @param acceptor makes the handlers
	 */
	private record Port(SimulatedNode node, Acceptor acceptor) {
	}

	/**
	 * One way between two machines.
	 *
	 * @param from the sending host
	 * @param to the receiving host
	 */
	private record Direction(String from, String to) {
	}

	SimulatedNetwork(Simulation simulation) {
		this.simulation = simulation;
		this.choices = simulation.tape().choices("network");
	}

	// ---- what tests do to it ----

	/** How it behaves from now on. */
	public void weather(NetworkWeather now) {
		this.weather = now;
	}

	/** How it behaves. */
	public NetworkWeather weather() {
		return this.weather;
	}

	/**
	 * Damages this part of what is sent from now on, in thousandths of the pieces: a bit
	 * is turned, bytes are missing or there are more of them.
	 */
	public void damage(int perMille) {
		this.damagePerMille = perMille;
	}

	/**
	 * For how many nanoseconds one host had read nothing of a stream from the other when
	 * it aborted one; the longest since this was asked last, 0 if there was none.
	 */
	public long takeSilenceBeforeAbort(String reader, String silent) {
		return Objects.requireNonNullElse(this.silences.remove(new Direction(silent, reader)), 0L);
	}

	/** The first thing that a handler of streams has thrown, which none may. */
	public Optional<RuntimeException> thrown() {
		return Optional.ofNullable(this.thrown);
	}

	/** Nothing gets from one host to the other any more; the way back stays. */
	public void cut(String from, String to) {
		if (this.cuts.add(new Direction(from, to))) {
			this.simulation.story().node(from, "cannot reach " + to + " any more");
			if (this.connections.stream().anyMatch((each) -> each.begins(from, to, BEGINNING))) {
				this.witness.accept(BEGINNING_CUT);
			}
		}
	}

	/** Takes back all cuts: what was held back arrives. */
	public void heal() {
		if (!this.cuts.isEmpty()) {
			this.cuts.clear();
			this.simulation.story().node("network", "is whole again");
			for (SimulatedConnection each : List.copyOf(this.connections)) {
				each.release();
			}
		}
	}

	/** Takes back one cut. */
	public void heal(String from, String to) {
		if (this.cuts.remove(new Direction(from, to))) {
			this.simulation.story().node(from, "can reach " + to + " again");
			for (SimulatedConnection each : List.copyOf(this.connections)) {
				each.release();
			}
		}
	}

	/** Whether nothing gets from one host to the other. */
	public boolean isCut(String from, String to) {
		return this.cuts.contains(new Direction(from, to));
	}

	/** Hears of rare situations in the network, by the texts of this class. */
	public void witness(Consumer<String> listener) {
		this.witness = listener;
	}

	/** How often a machine has called another so far. */
	public int connects() {
		return this.connects;
	}

	/** The most bytes that ever waited at one end of a stream to be taken. */
	public long mostPending() {
		return this.mostPending;
	}

	void pending(long bytes) {
		this.mostPending = Math.max(this.mostPending, bytes);
	}

	/** Ends of open streams: two a stream, one if the other machine is gone. */
	public int ends() {
		return open().size();
	}

	private List<SimulatedConnection> open() {
		return this.connections.stream().filter((each) -> !each.finished() && !each.node().isCrashed()).toList();
	}

	/**
	 * Breaks an open stream at one of its ends.
	 * @param index which of the ends, counted from 0
	 * @param quietly whether only one end notices: the other believes the stream is open
	 * until it writes or its tick fails
	 */
	public void reset(int index, boolean quietly) {
		SimulatedConnection one = open().get(index);
		this.simulation.story()
			.node(one.node().name(), "loses a connection" + (quietly ? ", unnoticed elsewhere" : ""));
		SimulatedConnection other = one.peer();
		one.ended(CloseReason.Kind.ERROR, "connection reset");
		if (other != null && !quietly) {
			other.ended(CloseReason.Kind.ERROR, "connection reset");
		}
	}

	/** Breaks all open streams; both ends notice. */
	public void resetAll() {
		for (int left = ends(); left > 0 && ends() > 0; left--) {
			reset(ends() - 1, false);
		}
	}

	// ---- for the parts ----

	long now() {
		return this.simulation.now();
	}

	/** When something sent now arrives. */
	long arrival() {
		long delay = this.weather.minDelay().toNanos();
		long mean = this.weather.meanDelay().toNanos();
		if (mean > 0) {
			delay += this.choices.below(mean * 2 + 1);
		}
		if (this.weather.tailPercent() > 0 && this.choices.chance(this.weather.tailPercent() / 100.0)) {
			delay += this.choices.below(TAIL_NANOS);
		}
		if (this.weather.clogPerMille() > 0 && this.choices.chance(this.weather.clogPerMille() / 1000.0)) {
			delay += this.choices.below(CLOG_NANOS);
		}
		return now() + delay;
	}

	/** How much of what is left goes in one piece. */
	int pieceOf(int left) {
		if (left > 1 && this.weather.splitPercent() > 0 && this.choices.chance(this.weather.splitPercent() / 100.0)) {
			return left - this.choices.below(left);
		}
		return left;
	}

	/** A piece as it arrives. */
	ByteBuffer carried(ByteBuffer piece) {
		if (this.damagePerMille == 0 || !this.choices.chance(this.damagePerMille / 1000.0)) {
			return piece;
		}
		// A piece mostly begins with a frame, and that with what says how to read it.
		int place = this.choices.below(this.choices.chance(0.5) ? Math.min(16, piece.remaining()) : piece.remaining());
		int count = 1 + this.choices.below(8);
		return switch (this.choices.below(3)) {
			case 0 -> {
				ByteBuffer turned = ByteBuffer.allocate(piece.remaining()).put(piece.slice()).flip();
				yield turned.put(place, (byte) (turned.get(place) ^ 1 << (count - 1)));
			}
			case 1 -> joined(piece, place, new byte[0], Math.min(place + count, piece.remaining()));
			default -> {
				byte[] more = new byte[count];
				for (int i = 0; i < count; i++) {
					more[i] = (byte) this.choices.below(256);
				}
				yield joined(piece, place, more, place);
			}
		};
	}

	private static ByteBuffer joined(ByteBuffer piece, int end, byte[] middle, int begin) {
		return ByteBuffer.allocate(end + middle.length + piece.remaining() - begin)
			.put(piece.slice(0, end))
			.put(middle)
			.put(piece.slice(begin, piece.remaining() - begin))
			.flip();
	}

	void aborted(SimulatedNode by, SimulatedNode other, long silence) {
		this.silences.merge(new Direction(other.host(), by.host()), silence, Math::max);
	}

	void threw(RuntimeException failure) {
		if (this.thrown == null) {
			this.thrown = failure;
		}
	}

	boolean isCut(SimulatedNode from, SimulatedNode to) {
		return !this.cuts.isEmpty() && isCut(from.host(), to.host());
	}

	/** When the next thing that is on its way arrives; now, if nothing is. */
	long nextArrival() {
		long next = Long.MAX_VALUE;
		for (SimulatedNode node : this.machines.values()) {
			if (!node.isCrashed()) {
				next = Math.min(next, node.nextArrival());
			}
		}
		return (next == Long.MAX_VALUE) ? now() : next;
	}

	/**
	 * Bytes have come to a machine that does not know their stream, because it has lost
	 * it or its program has started anew: it resets the stream.
	 */
	void unknown(SimulatedConnection from, SimulatedConnection to) {
		SimulatedNode machine = this.machines.get(to.node().host());
		if (machine == null || machine.isCrashed() || isCut(machine, from.node())) {
			return;
		}
		from.node().onNetwork(arrival(), () -> {
			if (!from.finished()) {
				this.witness.accept(WRITE_NOTICED);
				from.ended(CloseReason.Kind.ERROR, "connection reset");
			}
		});
	}

	Listener listen(SimulatedNode node, int port, Acceptor acceptor) throws PortInUseException {
		String key = node.host() + ":" + port;
		Port there = this.ports.get(key);
		if (there != null && !there.node.isCrashed()) {
			throw new PortInUseException(InetAddress.getLoopbackAddress(), port);
		}
		this.machines.put(node.host(), node);
		this.ports.put(key, new Port(node, acceptor));
		return new Listener() {
			@Override
			public int port() {
				return port;
			}

			@Override
			public void close() {
				SimulatedNetwork.this.ports.remove(key);
			}
		};
	}

	void connect(SimulatedNode node, String host, int port, Duration timeout, ConnectionHandler handler) {
		if (node.isCrashed()) {
			return;
		}
		this.connects++;
		SimulatedConnection client = new SimulatedConnection(this, node, handler);
		SimulatedNode target = target(host);
		if (target == null) {
			node.onNetwork(now(), () -> client.failed(CloseReason.Kind.UNKNOWN_HOST, host));
			return;
		}
		node.onNetworkLater(timeout, () -> {
			if (client.peer() == null) {
				client.failed(CloseReason.Kind.TIMEOUT, "");
			}
		});
		if (isCut(node, target)) {
			return;
		}
		boolean refused = this.weather.refusePercent() > 0 && this.choices.chance(this.weather.refusePercent() / 100.0);
		long there = arrival();
		int clientPort = this.clientPorts++;
		Direction way = new Direction(node.host(), target.host());
		if (this.calling.contains(new Direction(way.to, way.from))) {
			this.witness.accept(CROSSED);
		}
		this.calling.add(way);
		target.onNetwork(there, () -> {
			this.calling.remove(way);
			Port open = this.ports.get(target.host() + ":" + port);
			if (open == null || refused || open.node != target) {
				answer(target, node, () -> client.failed(CloseReason.Kind.REFUSED, "connection refused"));
			}
			else {
				accept(open, client, clientPort);
			}
		});
	}

	private @Nullable SimulatedNode target(String host) {
		SimulatedNode target = this.machines.get(host);
		if (target != null && this.machines.size() > 1 && this.weather.misroutePercent() > 0
				&& this.choices.chance(this.weather.misroutePercent() / 100.0)) {
			List<SimulatedNode> all = new ArrayList<>(this.machines.values());
			return all.get(this.choices.below(all.size()));
		}
		return target;
	}

	private void accept(Port open, SimulatedConnection client, int clientPort) {
		SimulatedNode target = open.node;
		ConnectionHandler handler = open.acceptor
			.accept(InetSocketAddress.createUnresolved(client.node().host(), clientPort));
		SimulatedConnection server = new SimulatedConnection(this, target, handler);
		server.connect(client);
		server.opened();
		answer(target, client.node(), () -> {
			if (client.finished()) {
				server.reset("connection reset");
				return;
			}
			client.connect(server);
			this.connections.add(client);
			this.connections.add(server);
			client.opened();
		});
	}

	private void answer(SimulatedNode from, SimulatedNode to, Runnable arrival) {
		if (!isCut(from, to)) {
			to.onNetwork(arrival(), arrival);
		}
	}

	void forget(SimulatedConnection connection) {
		SimulatedConnection other = connection.peer();
		if (other == null || other.finished() || other.node().isCrashed()) {
			this.connections.remove(connection);
			if (other != null) {
				this.connections.remove(other);
			}
		}
	}

	/** A node has closed its side of the network. */
	void closed(SimulatedNode node) {
		this.ports.values().removeIf((port) -> port.node == node);
		for (SimulatedConnection each : List.copyOf(this.connections)) {
			if (each.node() == node) {
				each.close();
			}
		}
	}

	/** A node is gone. */
	void crashed(SimulatedNode node, boolean silently) {
		this.ports.values().removeIf((port) -> port.node == node);
		for (SimulatedConnection each : List.copyOf(this.connections)) {
			SimulatedConnection other = each.peer();
			if (each.node() == node && other != null) {
				if (!silently) {
					each.travel(() -> other.ended(CloseReason.Kind.ERROR, "connection reset"));
				}
				else {
					this.connections.remove(each);
				}
			}
		}
	}

}
