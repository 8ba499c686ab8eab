package io.actor.wire.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;

/**
 * TLS on one channel. Key exchange and the check of certificates, which are slow and may
 * ask others, run on threads of their own, so that they hold up no other connection.
 */
final class TlsHandler extends SslHandler {

	/** The first byte of a record that belongs to a handshake, up to TLS 1.2. */
	private static final byte HANDSHAKE = 22;

	private final long end;

	private boolean heard;

	private boolean established;

	/**
	 * TLS with this engine.
	 * @param timeout time from now until the handshake must be over
	 * @param patience how long a close waits for a peer that does not read
	 */
	TlsHandler(SSLEngine engine, Duration timeout, Duration patience) {
		super(engine, (task) -> Thread.ofVirtual().name("actor-tls").start(task));
		this.end = System.nanoTime() + timeout.toNanos();
		setHandshakeTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
		setCloseNotifyFlushTimeoutMillis(patience.toMillis());
	}

	/** Whether the other side has said anything at all. */
	boolean heard() {
		return this.heard;
	}

	/** The handshake is over, and there is no second one. */
	void established() {
		this.established = true;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) throws Exception {
		setHandshakeTimeout(Math.max(1, this.end - System.nanoTime()), TimeUnit.NANOSECONDS);
		super.channelActive(context);
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
		this.heard |= in.isReadable();
		// Each call begins with a record, and the records of TLS 1.3 that come after the
		// handshake do not look like this.
		if (this.established && in.isReadable() && in.getByte(in.readerIndex()) == HANDSHAKE) {
			in.skipBytes(in.readableBytes());
			throw new SSLException("it asks for a renegotiation, which is off");
		}
		super.decode(context, in, out);
	}

}
