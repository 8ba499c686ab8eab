package io.actor.node;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.actor.jackson.TermMapper;
import io.actor.process.ProcessLimits;
import io.actor.rpc.RemoteFunctions;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.SchedulerOptions;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.transport.NettyTransport;
import io.actor.wire.transport.TlsMaterial;
import io.actor.wire.transport.Transport;

/**
 * Everything a node is made of: who it is, whom it knows, its limits, and the seams
 * (clock, scheduler, timers, randomness, transport) with the JVM's own behind them unless
 * a simulator gives others. Immutable; each method gives a changed copy.
 */
public final class NodeConfig {

	/** The port nodes listen on unless told otherwise. */
	public static final int DEFAULT_PORT = 4370;

	private final NodeSettings settings;

	/** Makes the scheduler of a node. */
	@FunctionalInterface
	public interface SchedulerFactory {

		/** A scheduler with these settings, clock and timers. */
		ActorScheduler create(SchedulerOptions options, SchedulerListener listener, ActorClock clock,
				ActorTimers timers);

	}

	/**
	 * Where time, threads, randomness and bytes come from.
	 *
	 * @param clock the clocks
	 * @param timers makes the timers; closed with the node
	 * @param scheduler makes the scheduler; closed with the node
	 * @param randomness creations, challenges, jitter
	 * @param transport makes the byte streams of a named node; closed with it
	 */
	public record Seams(ActorClock clock, Supplier<ActorTimers> timers, SchedulerFactory scheduler,
			Randomness randomness, Supplier<Transport> transport) {

		/** The JVM's own. */
		public static Seams production() {
			ActorClock clock = ActorClock.system();
			return new Seams(clock, () -> ActorTimers.wheel(clock), ActorScheduler::start, Randomness.secure(),
					NettyTransport::new);
		}
	}

	private NodeConfig(NodeSettings settings) {
		this.settings = settings;
	}

	/** A node on its own: no name, no port, no cookie. */
	public static NodeConfig local() {
		return new NodeConfig(new NodeSettings());
	}

	/**
	 * A node others can talk to.
	 * @param name its full name, {@code alive@host}
	 * @param cookie the secret its peers share
	 */
	public static NodeConfig named(String name, String cookie) {
		return named(name, Cookie.of(cookie));
	}

	/**
	 * A node others can talk to.
	 * @param name its full name, {@code alive@host}
	 * @param secret what its peers share, for example {@link CookieFile#read}
	 */
	public static NodeConfig named(String name, Cookie secret) {
		new PeerAddress(name, null);
		return local().with((settings) -> {
			settings.name = name;
			settings.cookie = secret;
		});
	}

	/**
	 * The local address to bind; the loopback address by default. Another one needs
	 * {@link #tls}, or {@link #insecure} if connections are not encrypted.
	 */
	public NodeConfig address(InetAddress address) {
		return with((settings) -> settings.address = address);
	}

	/** The port to listen on; 0 takes any free one. */
	public NodeConfig port(int port) {
		if (port < 0 || port > 65_535) {
			throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
		}
		return with((settings) -> {
			settings.port = port;
			settings.lastPort = port;
		});
	}

	/**
	 * The secret shared with one other node, in place of the one all share
	 * ({@code erlang:set_cookie/2}); the other node needs the same for this one.
	 * @param peer full name of the other node
	 */
	public NodeConfig cookie(String peer, String cookie) {
		new PeerAddress(peer, null);
		Cookie secret = Cookie.of(cookie);
		return with((settings) -> {
			Map<String, Cookie> all = new LinkedHashMap<>(settings.cookies);
			all.put(peer, secret);
			settings.cookies = Map.copyOf(all);
		});
	}

	/**
	 * The only nodes that may connect, in either direction ({@code net_kernel:allow/1});
	 * without any, all that know the cookie may.
	 */
	public NodeConfig allowNodes(Collection<String> nodes) {
		nodes.forEach((node) -> new PeerAddress(node, null));
		return with((settings) -> settings.allowedNodes = Set.copyOf(nodes));
	}

	/**
	 * Whether the first message to a node connects with it. If not, what is sent to a
	 * node that is not connected is lost, with {@code noconnection} for links and
	 * monitors; configured peers and {@link Node#connect} still connect
	 * ({@code dist_auto_connect}).
	 */
	public NodeConfig autoConnect(boolean automatic) {
		return with((settings) -> settings.autoConnect = automatic);
	}

	/**
	 * Whether a visible node connects with all visible nodes its peers know, as Erlang
	 * nodes do ({@code connect_all}). A hidden one never does.
	 */
	public NodeConfig connectAll(boolean all) {
		return with((settings) -> settings.connectAll = all);
	}

	/**
	 * The ports of which the node takes the first that is free
	 * ({@code inet_dist_listen_min} and {@code inet_dist_listen_max}): several nodes of
	 * one host may then have the same configuration, and a port mapper tells them apart.
	 */
	public NodeConfig ports(int first, int last) {
		if (first < 1 || last < first || last > 65_535) {
			throw new IllegalArgumentException(
					"Ports go from 1 to 65535, the first before the last, not from " + first + " to " + last);
		}
		return with((settings) -> {
			settings.port = first;
			settings.lastPort = last;
		});
	}

	/** Nodes to stay connected with; this one may be among them. */
	public NodeConfig peers(List<PeerAddress> peers) {
		return with((settings) -> settings.peers = List.copyOf(peers));
	}

	/**
	 * Whether the node shows itself to the whole cluster. By default it is hidden: Erlang
	 * nodes then leave it out of {@code global} and of their meshes.
	 */
	public NodeConfig visible(boolean visible) {
		return with((settings) -> settings.visible = visible);
	}

	/** Which port mapper of the host is used. */
	public NodeConfig epmd(EpmdMode mode) {
		return with((settings) -> settings.epmd = mode);
	}

	/**
	 * Encrypts all connections of the node, as {@code -proto_dist inet_tls} does for an
	 * Erlang node: no other connection is made or accepted. Both sides prove who they
	 * are, and a node can only have a name with a host its certificate is for.
	 */
	public NodeConfig tls(TlsMaterial material) {
		return tls(() -> material);
	}

	/**
	 * The same with material that changes while the node runs.
	 * @param material asked for each new connection, must not block; connections that are
	 * open live on
	 */
	public NodeConfig tls(Supplier<TlsMaterial> material) {
		Objects.requireNonNull(material, "material");
		return with((settings) -> settings.tls = material);
	}

	/**
	 * The port of the port mappers, the same on all hosts. Unless set it is what the
	 * environment variable {@code ERL_EPMD_PORT} says, as in OTP, or 4369.
	 */
	public NodeConfig epmdPort(int port) {
		if (port < 1 || port > 65_535) {
			throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
		}
		return with((settings) -> settings.epmdPort = port);
	}

	/** Who is asked for the addresses of other nodes instead of the port mappers. */
	public NodeConfig resolver(NodeResolver resolver) {
		Objects.requireNonNull(resolver, "resolver");
		return with((settings) -> settings.resolver = resolver);
	}

	/** Who finds more nodes to stay connected with, besides those given before. */
	public NodeConfig discovery(List<PeerDiscovery> sources) {
		return with((settings) -> settings.discovery = Stream.concat(settings.discovery.stream(), sources.stream())
			.toList());
	}

	/**
	 * How long after an answer a source of peers is asked again, give or take a quarter;
	 * 10 seconds unless set.
	 */
	public NodeConfig discoveryInterval(Duration interval) {
		if (interval.compareTo(Duration.ofMillis(100)) < 0) {
			throw new IllegalArgumentException("An interval of discovery is at least 100 ms, not " + interval);
		}
		return with((settings) -> settings.discoveryInterval = interval);
	}

	/** Accepts unencrypted connections on an address that is not the loopback one. */
	public NodeConfig insecure(boolean insecure) {
		return with((settings) -> settings.insecure = insecure);
	}

	/**
	 * After how long a silent peer counts as down ({@code net_ticktime}), give or take a
	 * quarter; must be the same on all nodes.
	 */
	public NodeConfig netTickTime(Duration time) {
		Duration checked = checkedTickTime(time);
		return with((settings) -> settings.netTickTime = checked);
	}

	static Duration checkedTickTime(Duration time) {
		if (time.compareTo(Duration.ofMillis(100)) < 0) {
			throw new IllegalArgumentException("A tick time is at least 100 ms, not " + time);
		}
		return time;
	}

	/**
	 * Of how many parts a tick time consists ({@code net_tickintensity}), 4 to 1000; 4 by
	 * default. With more of them silence is measured more exactly, for more ticks.
	 */
	public NodeConfig netTickIntensity(int intensity) {
		if (intensity < 4 || intensity > 1000) {
			throw new IllegalArgumentException("The intensity of ticks is 4 to 1000, not " + intensity);
		}
		return with((settings) -> settings.netTickIntensity = intensity);
	}

	/**
	 * Functions other nodes may call by {@code rpc}, {@code erpc} and {@code spawn}; none
	 * unless given. More can be added with {@link Node#serve}.
	 */
	public NodeConfig functions(RemoteFunctions functions) {
		Objects.requireNonNull(functions, "functions");
		return with((settings) -> settings.functions = functions);
	}

	/**
	 * Functions of Erlang's own modules that other nodes may look at this one with; none
	 * unless given. There is {@code erlang:node/0}, {@code erlang:nodes/0},
	 * {@code erlang:nodes/1}, {@code erlang:processes/0}, {@code erlang:memory/0},
	 * {@code erlang:system_info/1} and {@code application:which_applications/0};
	 * {@code erlang:*} are those of a module.
	 * @throws IllegalArgumentException if there is no such function
	 */
	public NodeConfig allow(List<String> functions) {
		SystemFunctions.check(functions);
		return with((settings) -> settings.allowed = List.copyOf(functions));
	}

	/**
	 * How many bytes may wait for one peer that does not take them ({@code +zdbbl}):
	 * whoever sends to it more is suspended. 1 MiB and 512 KiB by default.
	 * @param high from this on, senders are suspended
	 * @param low at this, they go on
	 */
	public NodeConfig buffer(int high, int low) {
		BufferMarks marks = new BufferMarks(high, low);
		return with((settings) -> settings.buffer = marks);
	}

	/** Settings of the scheduler. */
	public NodeConfig scheduling(SchedulerOptions options) {
		return with((settings) -> settings.scheduling = options);
	}

	/** Limits of processes and mailboxes. */
	public NodeConfig limits(ProcessLimits limits) {
		return with((settings) -> settings.limits = limits);
	}

	/** What strangers and other nodes may ask of this one. */
	public NodeConfig peerLimits(PeerLimits limits) {
		return with((settings) -> settings.peerLimits = limits);
	}

	/**
	 * Accepts a cookie that can be guessed, {@link Cookie#isWeak()}, also if the node
	 * listens on an address that is not the loopback one.
	 */
	public NodeConfig allowWeakCookie(boolean allow) {
		return with((settings) -> settings.allowWeakCookie = allow);
	}

	/**
	 * How Java values become terms and back: a mapper with codecs of the application's
	 * own, for instance. One mapper may serve several nodes.
	 */
	public NodeConfig mapper(TermMapper mapper) {
		Objects.requireNonNull(mapper, "mapper");
		return with((settings) -> settings.mapper = mapper);
	}

	/** Other sources of time, threads, randomness and bytes. */
	public NodeConfig seams(Seams seams) {
		Objects.requireNonNull(seams, "seams");
		return with((settings) -> settings.seams = seams);
	}

	private NodeConfig with(Consumer<NodeSettings> change) {
		return new NodeConfig(this.settings.with(change));
	}

	NodeSettings settings() {
		return this.settings;
	}

	@Override
	public String toString() {
		return "NodeConfig[" + ((this.settings.name != null) ? this.settings.name : "local") + "]";
	}

}
