package io.actor.wire.transport;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** What is put between a channel and its handler. */
interface ChannelSetup {

	/** Sets up a channel somebody has opened. */
	void accepted(Channel channel, ConnectionHandler handler);

	/**
	 * Prepares the call of a host.
	 * @param host that is called
	 * @param timeout longest time until the connection is open
	 * @return sets up the channel before it is connected
	 * @throws RuntimeException if the call is in vain
	 */
	Consumer<Channel> calling(String host, Duration timeout, ConnectionHandler handler);

	/** Bytes as they are. */
	static ChannelSetup plain(TransportOptions options, Supplier<@Nullable StreamReader> readers) {
		return new ChannelSetup() {

			@Override
			public void accepted(Channel channel, ConnectionHandler handler) {
				channel.pipeline().addLast(new NettyConnection(channel, handler, options, readers, null));
			}

			@Override
			public Consumer<Channel> calling(String host, Duration timeout, ConnectionHandler handler) {
				return (channel) -> accepted(channel, handler);
			}

		};
	}

}
