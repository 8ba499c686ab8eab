package io.actor.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;
import io.actor.scheduler.Timer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the configured peers connected: tries again after a pause that doubles from 100
 * ms to 5 s, with full jitter so that nodes do not call each other in step. It is short
 * again when a connection has lasted.
 */
final class Dialer implements NodeListener {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.peers");

	private static final Duration FIRST = Duration.ofMillis(100);

	private static final Duration LAST = Duration.ofSeconds(5);

	/**
	 * A connection that ends sooner is a failure too: a peer that lets us in and then
	 * breaks the protocol would be called in a loop.
	 */
	private static final Duration LASTING = Duration.ofSeconds(10);

	private final Connections connections;

	private final ActorTimers timers;

	private final ActorClock clock;

	private final Randomness randomness;

	private final Set<String> wanted = ConcurrentHashMap.newKeySet();

	private final Map<String, Failure> failures = new ConcurrentHashMap<>();

	/** The next attempts: one for each peer, whoever else tries it meanwhile. */
	private final Map<String, Timer> planned = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * What has failed since a connection with the peer last lasted.
	 *
	 * @param count attempts that failed, and connections that did not last
	 * @param attempts the attempts alone; the log tells of the first
	 * @param reason why the last one failed or ended
	 * @param up since when the peer is up, on the monotonic clock; null if it is not
	 */
	private record Failure(int count, int attempts, String reason, @Nullable Long up) {

		private Failure upSince(long now) {
			return new Failure(this.count, this.attempts, this.reason, now);
		}

		private boolean hasLasted(long now) {
			return this.up != null && now - this.up >= LASTING.toNanos();
		}

	}

	Dialer(Connections connections, ActorTimers timers, ActorClock clock, Randomness randomness) {
		this.connections = connections;
		this.timers = timers;
		this.clock = clock;
		this.randomness = randomness;
	}

	/** Keeps this peer connected from now on. */
	void want(String node) {
		if (!this.closed && this.wanted.add(node)) {
			this.connections.call(node);
		}
	}

	/** Leaves it to others to connect with this peer. */
	void leave(String node) {
		this.wanted.remove(node);
		this.failures.remove(node);
	}

	/** Why a wanted peer is not connected. */
	Optional<String> problem(String node) {
		return Optional.ofNullable(this.failures.get(node))
			.filter((failure) -> failure.up() == null && this.wanted.contains(node))
			.map(Failure::reason);
	}

	@Override
	public void nodeUp(PeerInfo peer) {
		long now = this.clock.nanoTime();
		this.failures.computeIfPresent(peer.name(), (node, failure) -> failure.upSince(now));
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		again(peer.name(), reason, 0);
	}

	@Override
	public void unreachable(String node, String reason) {
		again(node, reason, 1);
	}

	private void again(String node, String reason, int attempts) {
		if (this.closed || !this.wanted.contains(node)) {
			return;
		}
		long now = this.clock.nanoTime();
		Failure failure = this.failures.compute(node,
				(_, before) -> (before == null || before.hasLasted(now)) ? new Failure(1, attempts, reason, null)
						: new Failure(before.count() + 1, before.attempts() + attempts, reason, null));
		// That a connection has ended stands in the log already.
		if (attempts == 1 && failure.attempts() == 1) {
			LOGGER.warn("Peer {} cannot be reached: {}. Trying again until it can", ConnectionLog.printable(node),
					ConnectionLog.printable(reason));
		}
		long cap = Math.min(LAST.toNanos(), FIRST.toNanos() << Math.min(failure.count() - 1, 10));
		long pause = FIRST.toNanos() / 2 + Math.floorMod(this.randomness.nextLong(), cap);
		Timer next = new Timer(now + pause) {
			@Override
			protected void expire() {
				Dialer.this.planned.remove(node);
				if (!Dialer.this.closed && Dialer.this.wanted.contains(node)) {
					Dialer.this.connections.call(node);
				}
			}
		};
		if (this.planned.putIfAbsent(node, next) == null) {
			this.timers.schedule(next);
		}
	}

	void close() {
		this.closed = true;
	}

}
