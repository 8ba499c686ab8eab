package io.actor.sample.chat.log;

import java.time.Instant;

/**
 * Something that happened in the chat, for people.
 *
 * @param at when
 * @param kind what kind of thing
 * @param text what, in words
 */
public record ChatEvent(Instant at, Kind kind, String text) {

	/** Kinds of events. */
	public enum Kind {

		/** Somebody came. */
		JOINED,

		/** Somebody went. */
		LEFT,

		/** A room was opened. */
		OPENED,

		/** A process failed. */
		CRASHED,

		/** A node came or went. */
		NODE

	}

	/** An event of this instant. */
	public static ChatEvent now(Kind kind, String text) {
		return new ChatEvent(Instant.now(), kind, text);
	}

}
