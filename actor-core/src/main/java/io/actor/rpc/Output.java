package io.actor.rpc;

import io.actor.term.PlainText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What processes on other nodes have to say, as lines of the log {@code io.actor.output}:
 * bounded in length and number, and none that could be taken for another line.
 */
final class Output {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.output");

	/** Most characters of a line that are logged. */
	private static final int MAX_LINE = 2000;

	/** Most lines in a second; others are counted only. */
	private static final int MAX_LINES = 100;

	private long second;

	private int lines;

	private long omitted;

	/**
	 * Logs a text, line by line.
	 * @param who says it
	 * @param nanos on the monotonic clock
	 */
	void print(Object who, Level level, String text, long nanos) {
		long now = nanos / 1_000_000_000;
		if (now != this.second) {
			this.second = now;
			this.lines = 0;
			if (this.omitted > 0) {
				LOGGER.warn("{} lines of processes on other nodes were left out", this.omitted);
				this.omitted = 0;
			}
		}
		text.lines().filter((line) -> !line.isBlank()).forEach((line) -> {
			if (this.lines < MAX_LINES) {
				this.lines++;
				LOGGER.atLevel(level).log("{} says: {}", who, PlainText.of(line.replace('\t', ' '), MAX_LINE));
			}
			else {
				this.omitted++;
			}
		});
	}

}
