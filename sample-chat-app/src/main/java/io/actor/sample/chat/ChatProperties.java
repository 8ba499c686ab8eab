package io.actor.sample.chat;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the chat.
 *
 * @param rooms rooms that are always open
 * @param demo whether the page has the buttons that break things
 * @param patience how long a session waits for its room
 * @param database the pool of connections
 */
@ConfigurationProperties("chat")
public record ChatProperties(@DefaultValue("lobby") List<String> rooms, @DefaultValue("false") boolean demo,
		@DefaultValue("4s") Duration patience, @DefaultValue Pool database) {

	/**
	 * The pool of connections.
	 *
	 * @param connections how many connections
	 * @param timeout how long work may take, waiting included; less than the patience of
	 * sessions
	 */
	public record Pool(@DefaultValue("4") int connections, @DefaultValue("2s") Duration timeout) {
	}

}
