package io.actor.node;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

	/**
	 * All settings; what each means is told at the method that changes it.
	 */
	record Settings(@Nullable String name, @Nullable Cookie cookie, @Nullable InetAddress address, int port,
			List<PeerAddress> peers, boolean visible, EpmdMode epmd, boolean insecure, Duration netTickTime,
			SchedulerOptions scheduling, ProcessLimits limits, Seams seams) {
	}

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
		return new NodeConfig(new Settings(null, null, null, DEFAULT_PORT, List.of(), false, EpmdMode.AUTO, false,
				Duration.ofSeconds(60), SchedulerOptions.defaults(), ProcessLimits.DEFAULT, Seams.production()));
	}

	/**
	 * A node others can talk to.
	 * @param name its full name, {@code alive@host}
	 * @param cookie the secret its peers share
	 */
	public static NodeConfig named(String name, String cookie) {
		new PeerAddress(name, null);
		Settings s = local().settings;
		return new NodeConfig(new Settings(name, Cookie.of(cookie), s.address, s.port, s.peers, s.visible, s.epmd,
				s.insecure, s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/**
	 * The local address to bind; the loopback address by default. Another one needs
	 * {@link #insecure} as long as connections are not encrypted.
	 */
	public NodeConfig address(InetAddress address) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, address, s.port, s.peers, s.visible, s.epmd, s.insecure,
				s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/** The port to listen on; 0 takes any free one. */
	public NodeConfig port(int port) {
		if (port < 0 || port > 65_535) {
			throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
		}
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, port, s.peers, s.visible, s.epmd, s.insecure,
				s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/** Nodes to stay connected with. */
	public NodeConfig peers(List<PeerAddress> peers) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, List.copyOf(peers), s.visible, s.epmd,
				s.insecure, s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/**
	 * Whether the node shows itself to the whole cluster. By default it is hidden: Erlang
	 * nodes then leave it out of {@code global} and of their meshes.
	 */
	public NodeConfig visible(boolean visible) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, visible, s.epmd, s.insecure,
				s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/** Whether the port mapper of the host is used. */
	public NodeConfig epmd(EpmdMode mode) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, s.visible, mode, s.insecure,
				s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/** Accepts unencrypted connections on an address that is not the loopback one. */
	public NodeConfig insecure(boolean insecure) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, s.visible, s.epmd, insecure,
				s.netTickTime, s.scheduling, s.limits, s.seams));
	}

	/**
	 * After how long a silent peer counts as down ({@code net_ticktime}), give or take a
	 * quarter; must be the same on all nodes.
	 */
	public NodeConfig netTickTime(Duration time) {
		if (time.compareTo(Duration.ofMillis(100)) < 0) {
			throw new IllegalArgumentException("A tick time is at least 100 ms, not " + time);
		}
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, s.visible, s.epmd, s.insecure,
				time, s.scheduling, s.limits, s.seams));
	}

	/** Settings of the scheduler. */
	public NodeConfig scheduling(SchedulerOptions options) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, s.visible, s.epmd, s.insecure,
				s.netTickTime, options, s.limits, s.seams));
	}

	/** Limits of processes and mailboxes. */
	public NodeConfig limits(ProcessLimits limits) {
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, s.visible, s.epmd, s.insecure,
				s.netTickTime, s.scheduling, limits, s.seams));
	}

	/** Other sources of time, threads, randomness and bytes. */
	public NodeConfig seams(Seams seams) {
		Objects.requireNonNull(seams, "seams");
		Settings s = this.settings;
		return new NodeConfig(new Settings(s.name, s.cookie, s.address, s.port, s.peers, s.visible, s.epmd, s.insecure,
				s.netTickTime, s.scheduling, s.limits, seams));
	}

	Settings settings() {
		return this.settings;
	}

	@Override
	public String toString() {
		return "NodeConfig[" + ((this.settings.name != null) ? this.settings.name : "local") + "]";
	}

}
