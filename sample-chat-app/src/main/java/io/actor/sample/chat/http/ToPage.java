package io.actor.sample.chat.http;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.actor.sample.chat.room.Line;
import io.actor.sample.chat.room.Person;

/** What the page gets, as JSON: {@code {"type": "heard", "line": {...}}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @Type(name = "welcome", value = ToPage.Welcome.class),
		@Type(name = "entered", value = ToPage.Entered.class), @Type(name = "heard", value = ToPage.Heard.class),
		@Type(name = "history", value = ToPage.History.class), @Type(name = "people", value = ToPage.People.class),
		@Type(name = "delivered", value = ToPage.Delivered.class),
		@Type(name = "not-delivered", value = ToPage.NotDelivered.class),
		@Type(name = "room-down", value = ToPage.RoomDown.class), @Type(name = "refused", value = ToPage.Refused.class),
		@Type(name = "status", value = ToPage.StatusChanged.class), @Type(name = "pong", value = ToPage.Pong.class) })
public sealed interface ToPage {

	/**
	 * You are in.
	 *
	 * @param nick your name
	 * @param node the node you are connected to
	 * @param demo whether the buttons that break things are on
	 */
	record Welcome(String nick, String node, boolean demo) implements ToPage {
	}

	/**
	 * You are in this room.
	 *
	 * @param room which
	 * @param again whether you were in it and the room had to be restarted
	 * @param lines the last lines, oldest first
	 * @param people who is here
	 */
	record Entered(String room, boolean again, List<Line> lines, List<Person> people) implements ToPage {
	}

	/**
	 * Somebody said something.
	 *
	 * @param line what
	 */
	record Heard(Line line) implements ToPage {
	}

	/**
	 * The history has changed.
	 *
	 * @param lines the last lines, oldest first
	 */
	record History(List<Line> lines) implements ToPage {
	}

	/**
	 * Somebody has come or gone.
	 *
	 * @param people who is here
	 */
	record People(List<Person> people) implements ToPage {
	}

	/**
	 * What you said is stored and everybody has it.
	 *
	 * @param id its id
	 */
	record Delivered(UUID id) implements ToPage {
	}

	/**
	 * What you said did not get through; say it again with the same id.
	 *
	 * @param id its id
	 * @param reason why, in words
	 */
	record NotDelivered(UUID id, String reason) implements ToPage {
	}

	/**
	 * The room has failed and is being restarted.
	 *
	 * @param room which
	 */
	record RoomDown(String room) implements ToPage {
	}

	/**
	 * What you wanted cannot be.
	 *
	 * @param reason why, in words
	 */
	record Refused(String reason) implements ToPage {
	}

	/**
	 * The world outside this room has changed.
	 *
	 * @param status how it is now
	 */
	record StatusChanged(Status status) implements ToPage {
	}

	/** You are still here. */
	record Pong() implements ToPage {
	}

}
