package io.actor.test.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Two nodes: one that is harmed, or cut off, and one that watches it. */
enum Pair {

	OURS(Make.OURS, Make.OURS, "ours"),

	OURS_SEES_ERLANG(Make.OURS, Make.ERLANG, "ours, harmed: Erlang's"),

	ERLANG_SEES_OURS(Make.ERLANG, Make.OURS, "Erlang's, harmed: ours"),

	ERLANG(Make.ERLANG, Make.ERLANG, "Erlang's");

	private final Make watching;

	private final Make harmed;

	private final String text;

	Pair(Make watching, Make harmed, String text) {
		this.watching = watching;
		this.harmed = harmed;
		this.text = text;
	}

	Make watching() {
		return this.watching;
	}

	Make harmed() {
		return this.harmed;
	}

	/** Whether both are ours, and so held to our goals. */
	boolean isOurs() {
		return this == OURS;
	}

	/** Skips a test if Erlang is needed and not there. */
	void require() {
		assumeTrue(this.watching.isThere() && this.harmed.isThere(), "Erlang is not installed");
	}

	@Override
	public String toString() {
		return this.text;
	}

}
