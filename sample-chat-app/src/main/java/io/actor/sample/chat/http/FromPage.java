package io.actor.sample.chat.http;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the page sends, as JSON: {@code {"type": "say", "id": "...", "text": "hello"}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @Type(name = "hello", value = FromPage.Hello.class),
		@Type(name = "enter", value = FromPage.Enter.class), @Type(name = "say", value = FromPage.Say.class),
		@Type(name = "crash", value = FromPage.CrashRoom.class),
		@Type(name = "analytics", value = FromPage.SwitchAnalytics.class),
		@Type(name = "ping", value = FromPage.Ping.class) })
public sealed interface FromPage {

	/**
	 * Who I am and where I want to be; first, and to change the name.
	 *
	 * @param nick my name
	 * @param room where
	 */
	record Hello(String nick, String room) implements FromPage {
	}

	/**
	 * I go to another room.
	 *
	 * @param room where
	 */
	record Enter(String room) implements FromPage {
	}

	/**
	 * I say something here.
	 *
	 * @param id made by the page; the same when it tries again
	 * @param text what
	 */
	record Say(UUID id, String text) implements FromPage {
	}

	/** Let this room crash. */
	record CrashRoom() implements FromPage {
	}

	/**
	 * Switch analytics off or on.
	 *
	 * @param on whether it shall run
	 */
	record SwitchAnalytics(boolean on) implements FromPage {
	}

	/** I am still here. */
	record Ping() implements FromPage {
	}

}
