package io.actor.application;

import io.actor.process.ExitReason;

/**
 * The end of a running application.
 *
 * @param name its name
 * @param type as what it was started
 * @param reason why its top process ended; {@code stopped} if somebody stopped it
 * @param endsNode whether the node ends because of it
 */
public record ApplicationEnd(String name, RestartType type, ExitReason reason, boolean endsNode) {

	/** The reason of an application that somebody has stopped. */
	public static final ExitReason STOPPED = ExitReason.named("stopped");

}
