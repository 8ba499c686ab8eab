package io.actor.test.fault;

import java.time.Duration;
import java.util.Arrays;

/**
 * A line a node has printed.
 *
 * @param text the line
 * @param nanos when it was read, on the clock of {@link System#nanoTime}
 */
record Said(String text, long nanos) {

	/** How long after that time. */
	Duration after(long start) {
		return Duration.ofNanos(this.nanos - start);
	}

	/** The number after {@code name=}. */
	long number(String name) {
		return Arrays.stream(this.text.split(" "))
			.filter((word) -> word.startsWith(name + "="))
			.map((word) -> Long.valueOf(word.substring(name.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(this.text + " says nothing of " + name));
	}

}
