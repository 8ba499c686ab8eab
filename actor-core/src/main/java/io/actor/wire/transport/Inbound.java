package io.actor.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** What comes on one connection, once it is read by a {@link StreamReader}. */
final class Inbound {

	private final StreamReader reader;

	private final SocketChannel socket;

	private final ConnectionHandler handler;

	private final Errands errands;

	/**
	 * Hears why nothing more will come: an exception, or null at the end of the stream.
	 */
	private final Consumer<@Nullable Throwable> end;

	private volatile @Nullable SelectionKey key;

	private volatile boolean stopped;

	private volatile boolean ended;

	Inbound(StreamReader reader, SocketChannel socket, ConnectionHandler handler, Errands errands,
			Consumer<@Nullable Throwable> end) {
		this.reader = reader;
		this.socket = socket;
		this.handler = handler;
		this.errands = errands;
		this.end = end;
	}

	/** Reader's thread. */
	void register(Selector with) {
		try {
			this.key = this.socket.register(with, SelectionKey.OP_READ, this);
			if (this.stopped) {
				interest(false);
			}
		}
		catch (ClosedChannelException ex) {
			// Its handler hears of it already.
		}
	}

	StreamReader reader() {
		return this.reader;
	}

	/** Stops or resumes reading. */
	void autoRead(boolean on) {
		this.stopped = !on;
		interest(on);
		this.reader.lookAgain();
	}

	private void interest(boolean on) {
		SelectionKey registered = this.key;
		if (registered != null) {
			try {
				registered.interestOps(on ? SelectionKey.OP_READ : 0);
			}
			catch (CancelledKeyException ex) {
				// It has closed.
			}
		}
	}

	/** The connection has closed. */
	void closed() {
		this.ended = true;
		this.reader.lookAgain();
	}

	/**
	 * Reads what has come and hands it over. Reader's thread.
	 * @param into to be used
	 * @param beforeWaiting see {@link Errands#begin}
	 * @return what this thread shall do now
	 */
	@Nullable Runnable read(ByteBuffer into, @Nullable Runnable beforeWaiting) {
		try {
			int count = this.socket.read(into.clear());
			if (count < 0) {
				lost(null);
			}
			if (count <= 0 || this.ended) {
				return null;
			}
			this.errands.begin(count, beforeWaiting);
			try {
				this.handler.bytes(into.flip());
			}
			catch (Throwable ex) {
				lost(ex);
			}
			return this.errands.end();
		}
		catch (IOException ex) {
			lost(ex);
			return null;
		}
	}

	/** Nothing more will come. */
	void lost(@Nullable Throwable cause) {
		SelectionKey registered = this.key;
		if (registered != null) {
			registered.cancel();
		}
		this.ended = true;
		this.end.accept(cause);
	}

}
