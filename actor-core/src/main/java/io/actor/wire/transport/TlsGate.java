package io.actor.wire.transport;

import java.io.IOException;

import io.actor.wire.transport.CloseReason.Kind;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the connection will be until TLS is established. Only then there is a
 * connection, so no byte that came before can reach it.
 */
final class TlsGate extends ChannelDuplexHandler {

	private final TlsHandler tls;

	private final ConnectionHandler handler;

	private final TransportOptions options;

	private boolean active;

	/** Why it will not have been established. */
	private @Nullable CloseReason reason;

	TlsGate(TlsHandler tls, ConnectionHandler handler, TransportOptions options) {
		this.tls = tls;
		this.handler = handler;
		this.options = options;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.active = true;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ReferenceCountUtil.release(message);
		because(new CloseReason(Kind.TLS, "it sent data before the TLS handshake was over"));
		context.close();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (!(event instanceof SslHandshakeCompletionEvent completion)) {
			return;
		}
		if (completion.isSuccess()) {
			open(context);
		}
		else {
			failed(context, completion.cause());
			context.close();
		}
	}

	private void open(ChannelHandlerContext context) {
		TlsSession session = TlsSession.of(this.tls.engine().getSession());
		this.tls.established();
		context.pipeline()
			.addLast(new NettyConnection(context.channel(), this.handler, this.options, () -> null, session));
		context.fireChannelActive();
		context.pipeline().remove(this);
	}

	private void failed(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof NotSslRecordException) {
			// Past TLS, which says nothing to somebody who does not speak it.
			ChannelHandlerContext first = context.pipeline().firstContext();
			first.writeAndFlush(Unpooled.wrappedBuffer(unexpectedMessage()));
		}
		CloseReason why = TlsFailure.reason(cause);
		if (why.kind() == Kind.ERROR && cause instanceof IOException) {
			// A caller that goes without a word looks whether the port is open.
			boolean silent = !this.tls.engine().getUseClientMode() && !this.tls.heard();
			because(silent ? new CloseReason(Kind.REMOTE, "") : TlsFailure.closed());
		}
		else {
			because(why);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		failed(context, cause);
		context.close();
	}

	/**
	 * The alert a node without TLS knows TLS by, as a record of its own (RFC 8446,
	 * section 6).
	 */
	private static byte[] unexpectedMessage() {
		return new byte[] { 21, 3, 3, 0, 2, 2, 10 };
	}

	/** This side closes. */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		because(new CloseReason(Kind.LOCAL, ""));
		context.close(promise);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		because(new CloseReason(Kind.REMOTE, ""));
		CloseReason first = this.reason;
		// Of a channel that never was open whoever opened it has heard.
		if (this.active && first != null) {
			this.handler.closed(first);
		}
	}

	/** The first reason counts. */
	private void because(CloseReason why) {
		if (this.reason == null) {
			this.reason = why;
		}
	}

}
