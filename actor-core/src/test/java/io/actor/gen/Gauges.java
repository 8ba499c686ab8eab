package io.actor.gen;

/**
 * What two versions of a server and their callers have in common, so that the versions
 * can come from different class loaders.
 */
public final class Gauges {

	/** Which version answers and how much it holds. */
	public record Read() implements Request<String> {
	}

	/** Holds more. */
	public record Add(int amount) {
	}

	private Gauges() {
	}

}
