package io.actor.node;

import java.util.HashSet;
import java.util.Set;

import io.actor.scheduler.ActorClock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log lines about connections that came to nothing: so many in a minute, each short and
 * without a line break of others; how many more there were is told with the next one.
 */
final class RefusalLog {

	/** Most lines in a minute. */
	static final int LINES = 10;

	private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionLog.NAME);

	private static final long MINUTE = 60_000_000_000L;

	private final ActorClock clock;

	private final Set<String> told = new HashSet<>();

	private long begin;

	private int lines;

	private int left;

	RefusalLog(ActorClock clock) {
		this.clock = clock;
		this.begin = clock.nanoTime();
	}

	/** A connection was refused, or ended by a fault of the other side. */
	void refused(String who, String why) {
		tell(more(null), who, why);
	}

	/** The same; whoever it is gets one line in a minute. */
	void refusedOnce(String who, String why) {
		tell(more(who), who, why);
	}

	private static void tell(int more, String who, String why) {
		String other = ConnectionLog.printable(who);
		String reason = ConnectionLog.printable(why);
		if (more < 0) {
			LOGGER.debug("Connection with {} refused: {}", other, reason);
		}
		else if (more == 0) {
			LOGGER.warn("Connection with {} refused: {}", other, reason);
		}
		else {
			LOGGER.warn("Connection with {} refused: {} (and {} more like it)", other, reason, more);
		}
	}

	/** How many lines were left out before this one; negative if this one is. */
	private synchronized int more(@Nullable String once) {
		long now = this.clock.nanoTime();
		if (now - this.begin >= MINUTE) {
			this.begin = now;
			this.lines = 0;
			this.told.clear();
		}
		if (this.lines >= LINES || (once != null && !this.told.add(once))) {
			this.left++;
			return -1;
		}
		this.lines++;
		int more = this.left;
		this.left = 0;
		return more;
	}

}
