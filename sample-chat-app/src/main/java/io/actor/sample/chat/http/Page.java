package io.actor.sample.chat.http;

import java.io.IOException;

/** The other end of a socket. */
interface Page {

	/** Sends something; fails when the page is gone. */
	void send(ToPage message) throws IOException;

	/** Closes the socket; the page then connects again, if it still exists. */
	void close();

}
