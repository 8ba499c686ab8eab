package io.actor.sample.chat.log;

import java.util.List;

import io.actor.spring.annotation.GenServerClient;

/** The log service, as the others see it. */
@GenServerClient(ChatLogServer.NAME)
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
