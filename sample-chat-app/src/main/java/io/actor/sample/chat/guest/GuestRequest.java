package io.actor.sample.chat.guest;

import io.actor.term.Pid;

/**
 * What a program asks. From Erlang these are tuples: {@code {people, <<"lobby">>}},
 * {@code {join, self(), <<"lobby">>, <<"joe">>}}.
 */
public sealed interface GuestRequest {

	/** Which room. */
	String room();

	/**
	 * Who is in a room?
	 *
	 * @param room its name
	 */
	record People(String room) implements GuestRequest {
	}

	/**
	 * Enter a room, which is opened if there is none.
	 *
	 * @param guest the process that is sent what happens there
	 * @param room its name
	 * @param nick what to call them
	 */
	record Join(Pid guest, String room, String nick) implements GuestRequest {
	}

	/**
	 * Say something.
	 *
	 * @param guest who is in the room
	 * @param room its name
	 * @param text what
	 */
	record Say(Pid guest, String room, String text) implements GuestRequest {
	}

	/**
	 * Leave a room, as a process that ends does by itself.
	 *
	 * @param guest who is in the room
	 * @param room its name
	 */
	record Leave(Pid guest, String room) implements GuestRequest {
	}

}
