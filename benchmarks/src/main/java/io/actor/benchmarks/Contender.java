package io.actor.benchmarks;

import java.util.Optional;

/**
 * A runtime in one configuration, by the name its program prints:
 * {@code family[-configuration][-collector]}, such as {@code beam},
 * {@code pekko-tuned-g1} or {@code actor-parallel}.
 */
record Contender(String name) {

	private static final String OURS = "actor";

	boolean ours() {
		return family().equals(OURS);
	}

	String family() {
		int dash = this.name.indexOf('-');
		return (dash < 0) ? this.name : this.name.substring(0, dash);
	}

	/** The JVM's garbage collector; none for a runtime that is not on the JVM. */
	Optional<String> collector() {
		String last = this.name.substring(this.name.lastIndexOf('-') + 1);
		return (last.equals("g1") || last.equals("parallel")) ? Optional.of(last) : Optional.empty();
	}

	/** What is left without family and collector; empty if there is only one. */
	String configuration() {
		int end = this.name.length() - collector().map((collector) -> collector.length() + 1).orElse(0);
		int start = Math.min(end, family().length() + 1);
		return this.name.substring(start, end);
	}

	/** Two runtimes are only compared on the same collector. */
	boolean comparableWith(Contender other) {
		return collector().isEmpty() || other.collector().isEmpty() || collector().equals(other.collector());
	}

}
