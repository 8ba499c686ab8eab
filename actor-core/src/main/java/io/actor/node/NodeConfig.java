package io.actor.node;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.process.ProcessLimits;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.SchedulerOptions;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.transport.NettyTransport;
import io.actor.wire.transport.Transport;

import org.jspecify.annotations.Nullable;

/**
 * Everything a node is made of: who it is, whom it knows, its limits, and the seams
 * (clock, scheduler, timers, randomness, transport) with the JVM's own behind them unless
 * a simulator gives others. Immutable; each method gives a changed copy.
 */
public final class NodeConfig {

	/** The port nodes listen on unless told otherwise. */
	public static final int DEFAULT_PORT = 4370;

	private final Settings settings;

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

	private NodeConfig(Settings settings) {
		this.settings = settings;
	}

	/** A node on its own: no name, no port, no cookie. */
	public static NodeConfig local() {
		return new NodeConfig(new Settings());
	}

	/**
	 * A node others can talk to.
	 * @param name its full name, {@code alive@host}
	 * @param cookie the secret its peers share
	 */
	public static NodeConfig named(String name, String cookie) {
		new PeerAddress(name, null);
		Cookie secret = Cookie.of(cookie);
		return local().with((settings) -> {
			settings.name = name;
			settings.cookie = secret;
		});
	}

	/**
	 * The local address to bind; the loopback address by default. Another one needs
	 * {@link #insecure} as long as connections are not encrypted.
	 */
	public NodeConfig address(InetAddress address) {
		return with((settings) -> settings.address = address);
	}

	/** The port to listen on; 0 takes any free one. */
	public NodeConfig port(int port) {
		if (port < 0 || port > 65_535) {
			throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
		}
		return with((settings) -> settings.port = port);
	}

	/** Nodes to stay connected with. */
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

	/** Whether the port mapper of the host is used. */
	public NodeConfig epmd(EpmdMode mode) {
		return with((settings) -> settings.epmd = mode);
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
		if (time.compareTo(Duration.ofMillis(100)) < 0) {
			throw new IllegalArgumentException("A tick time is at least 100 ms, not " + time);
		}
		return with((settings) -> settings.netTickTime = time);
	}

	/** Settings of the scheduler. */
	public NodeConfig scheduling(SchedulerOptions options) {
		return with((settings) -> settings.scheduling = options);
	}

	/** Limits of processes and mailboxes. */
	public NodeConfig limits(ProcessLimits limits) {
		return with((settings) -> settings.limits = limits);
	}

	/** Other sources of time, threads, randomness and bytes. */
	public NodeConfig seams(Seams seams) {
		Objects.requireNonNull(seams, "seams");
		return with((settings) -> settings.seams = seams);
	}

	private NodeConfig with(Consumer<Settings> change) {
		return new NodeConfig(this.settings.with(change));
	}

	Settings settings() {
		return this.settings;
	}

	@Override
	public String toString() {
		return "NodeConfig[" + ((this.settings.name != null) ? this.settings.name : "local") + "]";
	}

	/**
	 * All settings; what each means is told at the method that changes it. Changed only
	 * while it is copied.
	 */
	static final class Settings implements Cloneable {

		private @Nullable String name;

		private @Nullable Cookie cookie;

		private @Nullable InetAddress address;

		private int port = DEFAULT_PORT;

		private List<PeerAddress> peers = List.of();

		private boolean visible;

		private EpmdMode epmd = EpmdMode.AUTO;

		private boolean insecure;

		private Duration netTickTime = Duration.ofSeconds(60);

		private SchedulerOptions scheduling = SchedulerOptions.defaults();

		private ProcessLimits limits = ProcessLimits.DEFAULT;

		private Seams seams = Seams.production();

		private Settings with(Consumer<Settings> change) {
			try {
				Settings copy = (Settings) clone();
				change.accept(copy);
				return copy;
			}
			catch (CloneNotSupportedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Nullable String name() {
			return this.name;
		}

		@Nullable Cookie cookie() {
			return this.cookie;
		}

		@Nullable InetAddress address() {
			return this.address;
		}

		int port() {
			return this.port;
		}

		List<PeerAddress> peers() {
			return this.peers;
		}

		boolean visible() {
			return this.visible;
		}

		EpmdMode epmd() {
			return this.epmd;
		}

		boolean insecure() {
			return this.insecure;
		}

		Duration netTickTime() {
			return this.netTickTime;
		}

		SchedulerOptions scheduling() {
			return this.scheduling;
		}

		ProcessLimits limits() {
			return this.limits;
		}

		Seams seams() {
			return this.seams;
		}

	}

}
