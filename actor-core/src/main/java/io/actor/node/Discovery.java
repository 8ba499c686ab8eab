package io.actor.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.actor.process.SpawnOptions;
import io.actor.scheduler.Randomness;
import io.actor.scheduler.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source of peers again and again. A failure changes nothing but what is told of
 * the source: it is never read as "no peers".
 */
final class Discovery {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.discovery");

	/** After this time without an answer something is wrong. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Most peers in an answer; a node knows no more others. */
	private static final int MAX_PEERS = 512;

	private final PeerDiscovery source;

	private final PeerList list;

	private final Runtime runtime;

	private final Duration interval;

	private final Randomness randomness;

	private volatile DiscoveryInfo info;

	private volatile boolean closed;

	Discovery(PeerDiscovery source, PeerList list, Runtime runtime, NodeSettings settings) {
		this.source = source;
		this.list = list;
		this.runtime = runtime;
		this.interval = settings.discoveryInterval();
		this.randomness = settings.seams().randomness();
		this.info = new DiscoveryInfo(source.name(), List.of(), Optional.empty(), Optional.empty());
	}

	DiscoveryInfo info() {
		return this.info;
	}

	/** Begins to ask. */
	void start() {
		try {
			this.runtime.processes().spawn((self) -> ask(), SpawnOptions.DEFAULT, null);
		}
		catch (RuntimeException ex) {
			failed(ex);
			again();
		}
	}

	private void ask() {
		Timer limit = new Timer(this.runtime.processes().deadline(PATIENCE)) {
			@Override
			protected void expire() {
				failed("it has not answered for " + PATIENCE.toSeconds() + " s");
			}
		};
		this.runtime.timers().schedule(limit);
		try {
			List<PeerAddress> peers = List.copyOf(Objects.requireNonNull(this.source.peers(), "it answered null"));
			if (peers.size() > MAX_PEERS) {
				failed("it answered with " + peers.size() + " peers, and a node knows at most " + MAX_PEERS);
			}
			else {
				answered(peers);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			failed(ex);
		}
		catch (Exception | LinkageError ex) {
			failed(ex);
		}
		finally {
			limit.cancel();
			again();
		}
	}

	private void answered(List<PeerAddress> peers) {
		DiscoveryInfo before = this.info;
		Instant now = Instant.ofEpochMilli(this.runtime.processes().clock().wallMillis());
		this.info = new DiscoveryInfo(before.name(), peers, Optional.of(now), Optional.empty());
		if (before.problem().isPresent()) {
			LOGGER.info("Discovery {} answers again", before.name());
		}
		if (!this.closed) {
			this.list.put(this.source, peers);
		}
	}

	private void failed(Throwable failure) {
		String message = failure.getMessage();
		failed((message != null) ? message : failure.toString());
	}

	private void failed(String problem) {
		DiscoveryInfo before = this.info;
		String printable = ConnectionLog.printable(problem);
		this.info = new DiscoveryInfo(before.name(), before.peers(), before.answered(), Optional.of(printable));
		if (before.problem().isEmpty() && !this.closed) {
			LOGGER.warn("Discovery {} fails: {}. What it has found before stays, {} peers", before.name(), printable,
					before.peers().size());
		}
	}

	/** With jitter, so that the nodes of a cluster do not ask in step. */
	private void again() {
		if (this.closed) {
			return;
		}
		long nanos = this.interval.toNanos();
		long pause = nanos - nanos / 4 + Math.floorMod(this.randomness.nextLong(), Math.max(1, nanos / 2));
		this.runtime.timers().schedule(new Timer(this.runtime.processes().deadline(Duration.ofNanos(pause))) {
			@Override
			protected void expire() {
				if (!Discovery.this.closed) {
					start();
				}
			}
		});
	}

	void close() {
		this.closed = true;
	}

}
