package io.actor.sample.chat.http;

import io.actor.term.Pid;

import io.actor.spring.annotation.GenServerClient;

/** Where sessions look for news that concern every page. */
@GenServerClient(StatusBoardServer.NAME)
public interface StatusBoard {

	/** Has anything changed? If so the session is sent the {@link Status}. */
	void look(Look look);

	/**
	 * A session looks.
	 *
	 * @param session who
	 * @param seen what it saw last
	 */
	record Look(Pid session, Status seen) {
	}

}
