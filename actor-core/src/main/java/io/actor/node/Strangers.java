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
	static final String BLOCKED = "its address is blocked, it did not know the cookie too often";

	private static final long MINUTE = 60_000_000_000L;

	private final StrangerLimits limits;

	private final ActorClock clock;

	private final LimitHits hits;

	private int count;

	/** The one heard of longest ago first. */
	private final Map<String, Origin> origins = new LinkedHashMap<>(16, 0.75f, true);

	/** Names that are not new: configured ones, and those whose nodes knew the cookie. */
	private final Map<String, Boolean> names;

	/** What is known of one address. */
	private static final class Origin {

		private int open;

		private final PerMinute failures = new PerMinute();

		private final PerMinute names = new PerMinute();

		private boolean blocked;

		private long blockedUntil;

	}

	/** Counts what happens in the minute that begins with the first. */
	private static final class PerMinute {

		private int count;

		private long begin;

		int add(long now) {
			if (this.count == 0 || now - this.begin >= MINUTE) {
				this.count = 0;
				this.begin = now;
			}
			return ++this.count;
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
				return size() > Math.max(limits.knownPeers(), configured.size());
			}

		};
		configured.forEach((name) -> this.names.put(name, true));
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
		if (origin == null || this.names.containsKey(name)) {
			return true;
		}
		if (origin.names.add(this.clock.nanoTime()) <= this.limits.newNames()) {
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
	 * Somebody did not know the cookie.
	 * @return whether the address is blocked from now on
	 */
	synchronized boolean failed(String address) {
		Origin origin = this.origins.get(address);
		if (origin == null) {
			return false;
		}
		long now = this.clock.nanoTime();
		if (origin.failures.add(now) < this.limits.failedLogins()) {
			return false;
		}
		origin.failures.count = 0;
		origin.blocked = true;
		origin.blockedUntil = now + this.limits.block().toNanos();
		this.hits.count(Limit.FAILED_LOGINS);
		return true;
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
