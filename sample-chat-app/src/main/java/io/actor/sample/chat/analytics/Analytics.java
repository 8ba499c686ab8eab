package io.actor.sample.chat.analytics;

import java.time.Instant;

import io.actor.spring.annotation.GenServerClient;

/** The analytics service, as the others see it. */
@GenServerClient(value = Analytics.NAME, timeout = "500ms")
public interface Analytics {

	/** Name of the process. */
	String NAME = "analytics";

	/** Name of its supervisor. */
	String SERVICE = "analytics-service";

	/** Counts a line; does not wait for it. */
	void counted(LineCounted line);

	/** The figures as of now. */
	Figures figures(CurrentFigures request);

	/**
	 * Something was said.
	 *
	 * @param room where
	 * @param nick by whom
	 * @param at when
	 */
	record LineCounted(String room, String nick, Instant at) {
	}

	/** Asks for the figures. */
	record CurrentFigures() {
	}

}
