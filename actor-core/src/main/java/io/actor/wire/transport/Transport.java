package io.actor.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Opens byte streams: the one way the library reaches the network, so that a simulated
 * one can take its place.
 */
public interface Transport extends AutoCloseable {

	/** Gives each incoming connection its handler. */
	@FunctionalInterface
	interface Acceptor {

		/**
		 * The handler of a new connection; runs on the I/O thread and must not block.
		 * @param remote address of the other side
		 */
		ConnectionHandler accept(SocketAddress remote);

	}

	/**
	 * Listens for connections; returns when the port is open. Not to be called from a
	 * handler.
	 * @param address the local address to bind
	 * @param port the port, or 0 for any free one
	 * @throws PortInUseException if another socket has the port
	 * @throws IOException if the address cannot be bound for another reason
	 */
	Listener listen(InetAddress address, int port, Acceptor acceptor) throws IOException;

	/**
	 * Opens a connection. Returns at once; the handler hears either
	 * {@link ConnectionHandler#opened} or {@link ConnectionHandler#closed}.
	 * @param host name or address of the other side
	 * @param port its port
	 * @param timeout longest time until the connection is open
	 */
	void connect(String host, int port, Duration timeout, ConnectionHandler handler);

	/**
	 * The same network, encrypted: listens for and opens TLS connections. Shares
	 * everything with this one, and is closed with it.
	 * @param material what this side proves itself with and whom it trusts, asked for
	 * each new connection; those that are open live on
	 * @param patience longest time until an incoming connection has finished its TLS
	 * handshake; that of an outgoing one is part of its timeout
	 */
	Transport secured(Supplier<TlsMaterial> material, Duration patience);

	/**
	 * Closes all listeners and connections; their handlers hear it. Returns when the
	 * ports are free. Not to be called from a handler.
	 */
	@Override
	void close();

}
