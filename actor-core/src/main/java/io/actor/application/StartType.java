package io.actor.application;

/** Why an application is started ({@code application:start_type()}). */
public sealed interface StartType {

	/** Somebody wanted it. */
	StartType NORMAL = new Normal();

	/** Somebody wanted it. */
	record Normal() implements StartType {
	}

	/**
	 * This node takes it over from another one, where it still runs.
	 *
	 * @param node the other node
	 */
	record Takeover(String node) implements StartType {
	}

	/**
	 * The node where it ran is down.
	 *
	 * @param node the other node
	 */
	record Failover(String node) implements StartType {
	}

}
