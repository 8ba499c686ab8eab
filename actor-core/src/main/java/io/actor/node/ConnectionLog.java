package io.actor.node;

import io.actor.scheduler.ActorClock;

import io.actor.term.PlainText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log lines about what strangers do. Anybody can cause them, so there are few in a
 * minute, each is short, and none contains a line break of theirs.
 */
final class ConnectionLog {

	/** Most lines in a minute; how many more there were is told with the next one. */
	static final int LINES = 10;

	/** Longest text of others. */
	static final int LENGTH = 300;

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.connections");

	private static final long MINUTE = 60_000_000_000L;

	private final ActorClock clock;

	private long begin;

	private int lines;

	private int left;

	ConnectionLog(ActorClock clock) {
		this.clock = clock;
		this.begin = clock.nanoTime();
	}

	/** A connection was refused or ended by a fault of the other side. */
	void refused(String who, String why) {
		int more = more();
		if (more < 0) {
			LOGGER.debug("Connection with {} refused: {}", printable(who), printable(why));
		}
		else if (more == 0) {
			LOGGER.warn("Connection with {} refused: {}", printable(who), printable(why));
		}
		else {
			LOGGER.warn("Connection with {} refused: {} (and {} more like it)", printable(who), printable(why), more);
		}
	}

	/** How many lines were left out before this one; negative if this one is. */
	private synchronized int more() {
		long now = this.clock.nanoTime();
		if (now - this.begin >= MINUTE) {
			this.begin = now;
			this.lines = 0;
		}
		if (this.lines >= LINES) {
			this.left++;
			return -1;
		}
		this.lines++;
		int more = this.left;
		this.left = 0;
		return more;
	}

	/** A text of others as it may stand in a log. */
	static String printable(String text) {
		return PlainText.of(text, LENGTH);
	}

}
