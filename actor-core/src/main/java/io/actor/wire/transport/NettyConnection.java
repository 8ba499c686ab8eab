package io.actor.wire.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.wire.transport.CloseReason.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection. Writers of any thread put bytes into the queue; the first that
 * flushes schedules one drain on the event loop, which takes all there is and makes as
 * few and as large buffers of it as it can: one system call each.
 */
final class NettyConnection extends ChannelDuplexHandler implements Connection {

	/** Small pieces are copied together into buffers of at most this many bytes. */
	private static final int BATCH = 64 * 1024;

	/** Bytes one drain takes at most, by and large. */
	private static final int TURN = 1024 * 1024;

	private static final SocketAddress UNKNOWN = InetSocketAddress.createUnresolved("unknown", 0);

	private final Channel channel;

	private final ConnectionHandler handler;

	private final TransportOptions options;

	private final Queue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();

	/** Bytes in the queue and in Netty's own buffer. */
	private final AtomicLong pending = new AtomicLong();

	private final AtomicBoolean drainScheduled = new AtomicBoolean();

	private final AtomicBoolean aboveHighMark = new AtomicBoolean();

	private volatile boolean closing;

	private volatile SocketAddress remoteAddress = UNKNOWN;

	/** The event loop's own: bytes in Netty's buffer. */
	private long handedOver;

	/** The event loop's own: why the connection will have ended. */
	private @Nullable CloseReason reason;

	NettyConnection(Channel channel, ConnectionHandler handler, TransportOptions options) {
		this.channel = channel;
		this.handler = handler;
		this.options = options;
	}

	@Override
	public void write(ByteBuffer bytes) {
		int length = bytes.remaining();
		if (length == 0 || this.closing || !this.channel.isOpen()) {
			return;
		}
		this.queue.add(bytes);
		if (this.pending.addAndGet(length) > this.options.highMark()) {
			this.aboveHighMark.set(true);
			// The event loop may have sent everything between the two lines above, seen
			// no mark and so will not say "writable" again: look once more.
			if (this.pending.get() <= this.options.lowMark()) {
				onEventLoop(this::reportIfWritable);
			}
		}
	}

	@Override
	public void flush() {
		if (!this.drainScheduled.get() && this.drainScheduled.compareAndSet(false, true)) {
			onEventLoop(this::drain);
		}
	}

	private void drain() {
		// Before the queue is read: bytes added after this are seen below or schedule
		// another drain.
		this.drainScheduled.set(false);
		if (!this.channel.isActive()) {
			discard();
			return;
		}
		ByteBuf batch = null;
		ByteBuffer bytes;
		int taken = 0;
		while (taken < TURN && (bytes = this.queue.poll()) != null) {
			int length = bytes.remaining();
			taken += length;
			if (length >= BATCH) {
				batch = send(batch);
				send(Unpooled.wrappedBuffer(bytes));
				continue;
			}
			if (batch != null && batch.maxWritableBytes() < length) {
				batch = send(batch);
			}
			if (batch == null) {
				long queued = this.pending.get() - this.handedOver;
				batch = this.channel.alloc().ioBuffer(Math.clamp(queued, length, BATCH), BATCH);
			}
			batch.writeBytes(bytes);
		}
		send(batch);
		this.channel.flush();
		if (taken >= TURN) {
			// Writers may be faster than this loop; other connections have their turn.
			flush();
		}
	}

	private @Nullable ByteBuf send(@Nullable ByteBuf bytes) {
		if (bytes != null) {
			int length = bytes.readableBytes();
			this.handedOver += length;
			this.channel.write(bytes).addListener((_) -> {
				this.handedOver -= length;
				this.pending.addAndGet(-length);
				reportIfWritable();
			});
		}
		return null;
	}

	private void discard() {
		ByteBuffer bytes;
		while ((bytes = this.queue.poll()) != null) {
			this.pending.addAndGet(-bytes.remaining());
		}
	}

	private void reportIfWritable() {
		if (this.pending.get() <= this.options.lowMark() && this.channel.isActive()
				&& this.aboveHighMark.compareAndSet(true, false)) {
			guarded(this.handler::writable);
		}
	}

	@Override
	public long pendingBytes() {
		return this.pending.get();
	}

	@Override
	public boolean isWritable() {
		return !this.aboveHighMark.get();
	}

	@Override
	public void setAutoRead(boolean autoRead) {
		this.channel.config().setAutoRead(autoRead);
	}

	@Override
	public SocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public void close() {
		this.closing = true;
		onEventLoop(() -> {
			because(Kind.LOCAL, "");
			while (!this.queue.isEmpty()) {
				drain();
			}
			this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
			if (this.channel.isOpen()) {
				this.channel.eventLoop()
					.schedule(() -> this.channel.close(), this.options.closePatience().toNanos(), TimeUnit.NANOSECONDS);
			}
		});
	}

	@Override
	public void abort() {
		this.closing = true;
		onEventLoop(this.channel::close);
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		// Netty forgets the address when the socket is closed.
		this.remoteAddress = this.channel.remoteAddress();
		guarded(() -> this.handler.opened(this));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		try {
			if (!this.closing) {
				guarded(() -> this.handler.bytes(bytes.nioBuffer()));
			}
		}
		finally {
			bytes.release();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		guarded(this.handler::readComplete);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.closing = true;
		discard();
		because(Kind.REMOTE, "");
		CloseReason reason = this.reason;
		if (reason != null) {
			this.handler.closed(reason);
		}
	}

	/**
	 * This side closes; the end of the other side's stream does not come through here.
	 */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		because(Kind.LOCAL, "");
		this.closing = true;
		context.close(promise);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		because(Kind.ERROR, String.valueOf(cause));
		this.channel.close();
	}

	private void onEventLoop(Runnable task) {
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The transport was closed and this connection with it.
			discard();
		}
	}

	/** The first reason counts. */
	private void because(Kind kind, String detail) {
		if (this.reason == null) {
			this.reason = new CloseReason(kind, detail);
		}
	}

	private void guarded(Runnable callback) {
		try {
			callback.run();
		}
		catch (RuntimeException ex) {
			because(Kind.ERROR, String.valueOf(ex));
			this.channel.close();
		}
	}

}
