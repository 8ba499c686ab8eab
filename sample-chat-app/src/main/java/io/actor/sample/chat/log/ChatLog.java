package io.actor.sample.chat.log;

import java.util.List;

/** The log service, as the others see it. */
public interface ChatLog {

	/** Notes an event; does not wait for it. */
	void record(ChatEvent event);

	/** The last events, newest first. */
	List<ChatEvent> recent(Recent request);

	/**
	 * Asks for the last events.
	 *
	 * @param limit how many at most
	 */
	record Recent(int limit) {
	}

}
