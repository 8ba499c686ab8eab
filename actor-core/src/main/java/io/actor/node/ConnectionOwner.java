package io.actor.node;

import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.HandshakeStep;

import org.jspecify.annotations.Nullable;

/** What the table of connections does for one of them. */
interface ConnectionOwner {

	/**
	 * Both sides have proven that they know the cookie.
	 * @return takes the signals, or null if the connection is not wanted any more
	 */
	@Nullable SignalSink established(PeerConnection connection, HandshakeStep.Established step, Runnable answer);

	/**
	 * The other side has failed to prove who it is.
	 * @param how the limit that counts it: wrong cookies, or failed TLS handshakes
	 */
	void failed(PeerConnection connection, Limit how);

	/** The stream has ended, once. */
	void ended(PeerConnection connection, String why);

	/** The write queue has drained. */
	void writable(PeerConnection connection);

	/** The threads that serve streams. */
	ReadingThreads readingThreads();

}
