package io.actor.sample.chat.database;

/** What the pool tells a connection. */
sealed interface ConnectionCommand {

	/**
	 * Do this.
	 *
	 * @param job what, and who waits for it
	 */
	record Do(Job job) implements ConnectionCommand {
	}

	/** A new pool asks whether it is connected. */
	record Report() implements ConnectionCommand {
	}

}
