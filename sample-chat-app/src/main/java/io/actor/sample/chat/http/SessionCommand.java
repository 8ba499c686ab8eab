package io.actor.sample.chat.http;

/** What the socket tells its session. */
sealed interface SessionCommand {

	/**
	 * The page sent something.
	 *
	 * @param message what
	 */
	record Received(FromPage message) implements SessionCommand {
	}

	/** The socket is gone. */
	record Closed() implements SessionCommand {
	}

}
