package io.actor.wire.transport;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that cannot accept, as when no descriptors are left, says so once, pauses
 * and tries again. Netty's own acceptor, which comes behind, pauses too, but hands the
 * failure on to Netty's log; a log that cannot open what it needs at that moment ends the
 * thread.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.listener");

	/** In milliseconds. */
	static final long PAUSE = 1_000;

	/** Whether it was said since something was accepted. */
	private boolean said;

	@Override
	public void channelRead(ChannelHandlerContext context, Object accepted) {
		this.said = false;
		context.fireChannelRead(accepted);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		ChannelConfig config = context.channel().config();
		if (config.isAutoRead()) {
			config.setAutoRead(false);
			context.executor().schedule(() -> config.setAutoRead(true), PAUSE, TimeUnit.MILLISECONDS);
		}
		if (!this.said) {
			this.said = true;
			say(context, cause);
		}
	}

	private static void say(ChannelHandlerContext context, Throwable cause) {
		try {
			LOGGER.warn("No connections are accepted at {}, until it can be done again: {}",
					context.channel().localAddress(), cause.toString());
		}
		catch (RuntimeException | LinkageError ex) {
			// Thrown on, it would end the thread that serves all connections.
		}
	}

}
