package io.actor.application;

/**
 * Hears of applications that come and go. {@link #started} and {@link #ended} are called
 * in order and must not block.
 */
public interface ApplicationListener {

	/** An application runs, its phases included. */
	default void started(ApplicationInfo application) {
	}

	/** An application has ended, by itself or because it was stopped. */
	default void ended(ApplicationEnd end) {
	}

	/**
	 * The node is closed because this application has ended: the place to end the JVM, as
	 * Erlang ends its own. May block.
	 */
	default void nodeDown(ApplicationEnd end) {
	}

}
