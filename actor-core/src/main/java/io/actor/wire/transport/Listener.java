package io.actor.wire.transport;

/** An open port. */
public interface Listener extends AutoCloseable {

	/** The port that is open, also when any free one was asked for. */
	int port();

	/** Closes the port; connections that came through it stay. */
	@Override
	void close();

}
