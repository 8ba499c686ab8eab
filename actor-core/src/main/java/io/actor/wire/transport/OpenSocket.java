package io.actor.wire.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Netty's channel with its socket in sight, so that a sender can write on its own thread
 * while Netty has nothing to write; see {@link NettyConnection#flush()}.
 */
final class OpenSocket extends NioSocketChannel {

	OpenSocket() {
	}

	private OpenSocket(Channel parent, SocketChannel socket) {
		super(parent, socket);
	}

	SocketChannel socket() {
		return javaChannel();
	}

	/** Accepts such channels. */
	static final class Server extends NioServerSocketChannel {

		@Override
		protected int doReadMessages(List<Object> accepted) throws Exception {
			SocketChannel socket = javaChannel().accept();
			if (socket == null) {
				return 0;
			}
			try {
				accepted.add(new OpenSocket(this, socket));
				return 1;
			}
			catch (RuntimeException ex) {
				socket.close();
				throw new IOException("A connection could not be taken", ex);
			}
		}

	}

}
