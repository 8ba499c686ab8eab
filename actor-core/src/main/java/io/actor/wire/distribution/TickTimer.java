package io.actor.wire.distribution;

import java.time.Duration;

/**
 * Decides when an idle connection needs a tick and when a silent peer is dead
 * ({@code net_ticktime}, {@code net_kernel} and {@code dist_util:con_loop}). Pure: time
 * and byte counts come in, a decision comes out. Not thread-safe.
 *
 * <p>
 * A part of the tick time, a quarter unless told otherwise, is one interval. A tick is
 * due after an interval in which nothing was written, or nothing was read: hidden peers
 * may depend on what they read. A peer of which as many checks in a row as there are
 * parts saw nothing is dead: between one tick time less an interval and one more after
 * its last byte.
 */
public final class TickTimer {

	/** Tick time of OTP, equal on both sides of a connection. */
	public static final Duration DEFAULT_TICK_TIME = Duration.ofSeconds(60);

	private static final int TICK_BYTES = 4;

	/** What to do now. */
	public enum Action {

		/** Nothing. */
		NONE,
		/** Send an empty frame. */
		SEND_TICK,
		/** Close the connection: {@code net_tick_timeout}. */
		PEER_DEAD,
		/** Close the connection: the peer takes nothing of what waits for it. */
		PEER_STUCK

	}

	private TickRate rate;

	private long nextCheck;

	private long lastRead;

	private long lastWritten;

	private int silentChecks;

	private long lastTaken;

	private int stuckChecks;

	/**
	 * A timer that starts now.
	 * @param rate how often to check, and how much silence is too much
	 * @param now the clock's nanoseconds
	 */
	public TickTimer(TickRate rate, long now) {
		this.rate = rate;
		this.nextCheck = now + rate.interval();
	}

	/**
	 * Goes on at another rate. Silence is counted anew, so that none is held against a
	 * peer that was within the old one's bounds.
	 */
	public void rate(TickRate next, long now) {
		if (!next.equals(this.rate)) {
			this.rate = next;
			this.silentChecks = 0;
			this.stuckChecks = 0;
			long due = now + next.interval();
			this.nextCheck = (due - this.nextCheck < 0) ? due : this.nextCheck;
		}
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
	 * @param bytesTaken bytes it has taken since the connection began. A peer that reads
	 * takes some of those that wait in every tick time, or it would hear nothing and give
	 * us up itself; so the patience is the same as with silence
	 */
	public Action check(long now, long bytesRead, long bytesWritten, long bytesPending, long bytesTaken) {
		if (now - this.nextCheck < 0) {
			return Action.NONE;
		}
		this.nextCheck = now + this.rate.interval();
		boolean read = bytesRead != this.lastRead;
		boolean written = bytesWritten != this.lastWritten;
		this.lastRead = bytesRead;
		this.lastWritten = bytesWritten;
		boolean stuck = bytesPending > 0 && bytesTaken <= this.lastTaken;
		this.lastTaken = Math.max(this.lastTaken, bytesTaken);
		this.stuckChecks = stuck ? this.stuckChecks + 1 : 0;
		this.silentChecks = read ? 0 : this.silentChecks + 1;
		if (this.silentChecks >= this.rate.checks()) {
			return Action.PEER_DEAD;
		}
		if (this.stuckChecks >= this.rate.checks()) {
			return Action.PEER_STUCK;
		}
		if (bytesPending == 0 && (!written || !read)) {
			// Our own tick is no reason to leave out the next one.
			this.lastWritten += TICK_BYTES;
			return Action.SEND_TICK;
		}
		return Action.NONE;
	}

}
