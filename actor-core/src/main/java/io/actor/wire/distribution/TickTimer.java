package io.actor.wire.distribution;

import java.time.Duration;

/**
 * Decides when an idle connection needs a tick and when a silent peer is dead
 * ({@code net_ticktime}, {@code net_kernel} and {@code dist_util:con_loop}). Pure: time
 * and byte counts come in, a decision comes out. Not thread-safe.
 *
 * <p>
 * A quarter of the tick time is one interval. A tick is due after an interval in which
 * nothing was written, or nothing was read: hidden peers may depend on what they read. A
 * peer of which four checks in a row saw nothing is dead: between one tick time and a
 * quarter more after its last byte.
 */
public final class TickTimer {

	/** Tick time of OTP, equal on both sides of a connection. */
	public static final Duration DEFAULT_TICK_TIME = Duration.ofSeconds(60);

	private static final int INTENSITY = 4;

	private static final int TICK_BYTES = 4;

	/** What to do now. */
	public enum Action {

		/** Nothing. */
		NONE,
		/** Send an empty frame. */
		SEND_TICK,
		/** Close the connection: {@code net_tick_timeout}. */
		PEER_DEAD

	}

	private final long interval;

	private long nextCheck;

	private long lastRead;

	private long lastWritten;

	private int silentChecks;

	/**
	 * A timer that starts now.
	 * @param tickTime time after which a silent peer is dead, at least 4 ns
	 * @param now the clock's nanoseconds
	 */
	public TickTimer(Duration tickTime, long now) {
		this.interval = tickTime.toNanos() / INTENSITY;
		if (this.interval <= 0) {
			throw new IllegalArgumentException("A tick time of " + tickTime);
		}
		this.nextCheck = now + this.interval;
	}

	/** When {@link #check} is due, in the clock's nanoseconds. */
	public long nextCheck() {
		return this.nextCheck;
	}

	/**
	 * The decision; {@link Action#NONE} before {@link #nextCheck()}. A check that comes
	 * late counts as one, so a machine that was asleep does not declare its peers dead.
	 * @param now the clock's nanoseconds
	 * @param bytesRead bytes read from the peer since the connection began; a part of a
	 * frame counts
	 * @param bytesWritten bytes written since the connection began, ticks included
	 * @param bytesPending bytes that wait to be taken by the operating system; while
	 * there are some no tick is needed for the peer's sake
	 */
	public Action check(long now, long bytesRead, long bytesWritten, long bytesPending) {
		if (now - this.nextCheck < 0) {
			return Action.NONE;
		}
		this.nextCheck = now + this.interval;
		boolean read = bytesRead != this.lastRead;
		boolean written = bytesWritten != this.lastWritten;
		this.lastRead = bytesRead;
		this.lastWritten = bytesWritten;
		this.silentChecks = read ? 0 : this.silentChecks + 1;
		if (this.silentChecks >= INTENSITY) {
			return Action.PEER_DEAD;
		}
		if (bytesPending == 0 && (!written || !read)) {
			// Our own tick is no reason to leave out the next one.
			this.lastWritten += TICK_BYTES;
			return Action.SEND_TICK;
		}
		return Action.NONE;
	}

}
