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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the configured peers connected: tries again after a pause that doubles from 100
 * ms to 5 s, with full jitter so that nodes do not call each other in step.
 */
final class Dialer implements NodeListener {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.peers");

	private static final Duration FIRST = Duration.ofMillis(100);

	private static final Duration LAST = Duration.ofSeconds(5);

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
	 * Attempts that have failed since the peer was last up.
	 *
	 * @param attempts how many
	 * @param reason why the last one failed
	 */
	private record Failure(int attempts, String reason) {
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
			.filter((_) -> this.wanted.contains(node))
			.map(Failure::reason);
	}

	@Override
	public void nodeUp(PeerInfo peer) {
		this.failures.remove(peer.name());
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		again(peer.name(), reason);
	}

	@Override
	public void unreachable(String node, String reason) {
		again(node, reason);
	}

	private void again(String node, String reason) {
		if (this.closed || !this.wanted.contains(node)) {
			return;
		}
		Failure failure = this.failures.merge(node, new Failure(1, reason),
				(before, now) -> new Failure(before.attempts() + 1, now.reason()));
		if (failure.attempts() == 1) {
			LOGGER.warn("Peer {} cannot be reached: {}. Trying again until it can", node, reason);
		}
		long cap = Math.min(LAST.toNanos(), FIRST.toNanos() << Math.min(failure.attempts() - 1, 10));
		long pause = FIRST.toNanos() / 2 + Math.floorMod(this.randomness.nextLong(), cap);
		Timer next = new Timer(this.clock.nanoTime() + pause) {
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
