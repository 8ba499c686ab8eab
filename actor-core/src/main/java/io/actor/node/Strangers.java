package io.actor.node;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.actor.scheduler.ActorClock;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the books on those who have not proven that they know the cookie: how many there
 * are, how often each address was wrong, and which names it has claimed. All of it is
 * counted by address, so that nobody keeps others out, and both tables forget the oldest.
 */
final class Strangers {

	/** Most addresses that are remembered. */
	static final int ADDRESSES = 4096;

	/** Why {@link #arrived} wants a connection closed. */
	static final String BLOCKED = "its address is blocked, it has failed too often to prove who it is";

	/**
	 * How long an address may hold names in a minute without proving any, in times of a
	 * handshake. While one is held its node is kept out.
	 */
	static final int HELD_HANDSHAKES = 4;

	/**
	 * TLS handshakes of an address that may fail in a minute: each costs some
	 * milliseconds of a processor. A node with a bad certificate that tries again and
	 * again has fewer.
	 */
	static final int TLS_FAILURES = 30;

	private static final long MINUTE = 60_000_000_000L;

	private final StrangerLimits limits;

	private final ActorClock clock;

	private final LimitHits hits;

	private int count;

	/** The one heard of longest ago first. */
	private final Map<String, Origin> origins = new LinkedHashMap<>(16, 0.75f, true);

	/** Configured names, which are never new. */
	private final Set<String> configured;

	/** Names of nodes that knew the cookie, the one heard of longest ago first. */
	private final Map<String, Boolean> names;

	/** What is known of one address. */
	private static final class Origin {

		private int open;

		private final PerMinute failures = new PerMinute();

		private final PerMinute tls = new PerMinute();

		private final PerMinute names = new PerMinute();

		/** Nanoseconds. */
		private final PerMinute held = new PerMinute();

		private boolean blocked;

		private long blockedUntil;

	}

	/** Adds up what happens in the minute that begins with the first. */
	private static final class PerMinute {

		private long sum;

		private long begin;

		long add(long now, long amount) {
			if (this.sum == 0 || now - this.begin >= MINUTE) {
				this.sum = 0;
				this.begin = now;
			}
			this.sum += amount;
			return this.sum;
		}

	}

	Strangers(PeerLimits limits, Collection<String> configured, ActorClock clock, LimitHits hits) {
		this.limits = limits.strangers();
		this.clock = clock;
		this.hits = hits;
		this.names = new LinkedHashMap<>(16, 0.75f, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
				return size() > limits.knownPeers();
			}

		};
		this.configured = Set.copyOf(configured);
	}

	/** What is counted as one address. */
	static String address(SocketAddress remote) {
		if (!(remote instanceof InetSocketAddress inet)) {
			return remote.toString();
		}
		if (inet.getAddress() instanceof Inet6Address six) {
			return HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(six.getAddress(), Long.BYTES)) + "::/64";
		}
		return inet.getHostString();
	}

	/**
	 * Somebody has opened a connection to us; {@link #left} takes it off the books.
	 * @return why it has to be closed, or null
	 */
	synchronized @Nullable String arrived(String address) {
		Origin origin = this.origins.computeIfAbsent(address, (each) -> new Origin());
		origin.open++;
		this.count++;
		forgetTheOldest();
		if (origin.blocked && this.clock.nanoTime() - origin.blockedUntil < 0) {
			this.hits.count(Limit.BLOCKED_ADDRESS);
			return BLOCKED;
		}
		origin.blocked = false;
		if (origin.open > this.limits.perAddress()) {
			this.hits.count(Limit.STRANGERS_OF_ADDRESS);
			return "too many connections of its address have not proven who they are";
		}
		if (this.count > this.limits.connections()) {
			this.hits.count(Limit.STRANGERS);
			return "too many connections that have not proven who they are";
		}
		return null;
	}

	/** It is a stranger no more, or is gone. */
	synchronized void left(String address) {
		Origin origin = this.origins.get(address);
		if (origin != null) {
			origin.open--;
			this.count--;
		}
	}

	/** Whether somebody there may claim this name. */
	synchronized boolean mayClaim(String address, String name) {
		Origin origin = this.origins.get(address);
		// A look in that counts: whoever comes again and again is not forgotten.
		if (origin == null || this.configured.contains(name) || this.names.get(name) != null) {
			return true;
		}
		if (origin.names.add(this.clock.nanoTime(), 1) <= this.limits.newNames()) {
			return true;
		}
		this.hits.count(Limit.NEW_NAMES);
		return false;
	}

	/** Somebody with this name has proven that it knows the cookie. */
	synchronized void proven(String name) {
		this.names.put(name, true);
	}

	/**
	 * Somebody did not know the cookie, or has failed in TLS.
	 * @param how which of them
	 * @return whether the address is blocked from now on
	 */
	synchronized boolean failed(String address, Limit how) {
		Origin origin = this.origins.get(address);
		if (origin == null) {
			return false;
		}
		long now = this.clock.nanoTime();
		boolean tls = how == Limit.TLS_FAILURES;
		if ((tls ? origin.tls : origin.failures).add(now, 1) < (tls ? TLS_FAILURES : this.limits.failedLogins())) {
			return false;
		}
		block(origin, now, how);
		return true;
	}

	/** The time that {@link #unproven} counts from. */
	long now() {
		return this.clock.nanoTime();
	}

	/**
	 * Somebody has held a name and has gone without a proof.
	 * @param since when it has claimed it
	 * @return whether the address is blocked from now on
	 */
	synchronized boolean unproven(String address, long since) {
		Origin origin = this.origins.get(address);
		long now = this.clock.nanoTime();
		long most = this.limits.handshakeTime().multipliedBy(HELD_HANDSHAKES).toNanos();
		if (origin == null || origin.held.add(now, now - since) < most) {
			return false;
		}
		block(origin, now, Limit.UNPROVEN_NAMES);
		return true;
	}

	private void block(Origin origin, long now, Limit why) {
		origin.failures.sum = 0;
		origin.tls.sum = 0;
		origin.held.sum = 0;
		origin.blocked = true;
		origin.blockedUntil = now + this.limits.block().toNanos();
		this.hits.count(why);
	}

	/** Not one with open connections: they are still to be taken off the books. */
	private void forgetTheOldest() {
		Iterator<Origin> oldest = this.origins.values().iterator();
		while (this.origins.size() > ADDRESSES && oldest.hasNext()) {
			if (oldest.next().open == 0) {
				oldest.remove();
			}
		}
	}

	/** How many addresses are remembered. */
	synchronized int addresses() {
		return this.origins.size();
	}

}
