package io.actor.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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
 * One TCP connection. Writers of any thread put bytes into the queue, which joins them to
 * large chunks. The first that flushes after a pause writes them on its own thread; if
 * flushes follow each other quickly, one drain on the event loop takes all there is: one
 * system call each.
 */
final class NettyConnection extends ChannelDuplexHandler implements Connection {

	/** Bytes one drain takes at most, by and large. */
	private static final int TURN = 1024 * 1024;

	/**
	 * A sender writes on its own thread if nothing was written for this long. With less
	 * between two flushes it is cheaper to collect what comes and leave it to the event
	 * loop.
	 */
	private static final long QUIET_NANOS = 10_000;

	/** With so many bytes a system call is worth it in any case. */
	static final int ENOUGH = 16 * 1024;

	private final Channel channel;

	private final ConnectionHandler handler;

	private final TransportOptions options;

	private final Optional<TlsSession> tls;

	private final Supplier<@Nullable StreamReader> readers;

	private final Outbound queue = new Outbound();

	/** Bytes in the queue and in Netty's own buffer. */
	private final AtomicLong pending = new AtomicLong();

	private final AtomicBoolean drainScheduled = new AtomicBoolean();

	/** Held by whoever takes from the queue and hands to the socket. */
	private final AtomicBoolean sending = new AtomicBoolean();

	/** Somebody will flush it in a while. */
	private final AtomicBoolean soon = new AtomicBoolean();

	private final AtomicBoolean aboveHighMark = new AtomicBoolean();

	/** Bytes the operating system has taken. */
	private final AtomicLong taken = new AtomicLong();

	private final AtomicReference<@Nullable Drained> drained = new AtomicReference<>();

	private volatile int highMark;

	private volatile int lowMark;

	private volatile boolean closing;

	/** Bytes in Netty's buffer; changed by the event loop. */
	private final AtomicLong handedOver = new AtomicLong();

	/** The socket, if nothing stands between it and what is written here. */
	private volatile @Nullable SocketChannel socket;

	private volatile @Nullable Errands errands;

	/** If others than the event loop read what comes. */
	private volatile @Nullable Inbound inbound;

	/** When something was written last; a hint. */
	private volatile long lastWrite;

	/** The event loop's own: why the connection will have ended. */
	private @Nullable CloseReason reason;

	NettyConnection(Channel channel, ConnectionHandler handler, TransportOptions options,
			Supplier<@Nullable StreamReader> readers, @Nullable TlsSession tls) {
		this.readers = readers;
		this.channel = channel;
		this.handler = handler;
		this.options = options;
		this.tls = Optional.ofNullable(tls);
		this.highMark = options.highMark();
		this.lowMark = options.lowMark();
	}

	@Override
	public void write(ByteBuffer bytes) {
		int length = bytes.remaining();
		if (length > 0 && isOpen()) {
			this.queue.add(bytes);
			written(length);
		}
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		if (length > 0 && isOpen()) {
			this.queue.add(bytes, offset, length);
			written(length);
		}
	}

	@Override
	public void write(byte[] head, ByteBuffer body) {
		if (isOpen()) {
			int length = head.length + body.remaining();
			this.queue.add(head, body);
			written(length);
		}
	}

	private boolean isOpen() {
		return !this.closing && this.channel.isOpen();
	}

	private void written(int length) {
		if (this.pending.addAndGet(length) > this.highMark) {
			this.aboveHighMark.set(true);
			// The event loop may have sent everything between the two lines above, seen
			// no mark and so will not say "writable" again: look once more.
			if (this.pending.get() <= this.lowMark) {
				onEventLoop(this::reportIfWritable);
			}
		}
	}

	@Override
	public void flush() {
		if (!StreamReader.collects(this)) {
			writeOut();
		}
	}

	@Override
	public void flushSoon() {
		Inbound elsewhere = this.inbound;
		if (elsewhere == null) {
			flush();
		}
		else if (!this.soon.get() && this.soon.compareAndSet(false, true)) {
			elsewhere.reader().flushSoon(this);
		}
	}

	/** Does what {@link #flushSoon} has put off. */
	void flushAtLast() {
		this.soon.set(false);
		writeOut();
	}

	/** Flushes, whoever this thread is. */
	void writeOut() {
		if (this.drainScheduled.get()) {
			return;
		}
		SocketChannel direct = this.socket;
		if (direct != null && this.handedOver.get() == 0
				&& (this.pending.get() >= ENOUGH || System.nanoTime() - this.lastWrite > QUIET_NANOS)
				&& !this.channel.eventLoop().inEventLoop() && this.sending.compareAndSet(false, true)) {
			boolean rest = true;
			try {
				rest = writeHere(direct);
			}
			finally {
				this.sending.set(false);
			}
			// Whoever added meanwhile found somebody sending.
			if (!rest && this.queue.isEmpty()) {
				return;
			}
		}
		schedule();
	}

	private void schedule() {
		if (!this.drainScheduled.get() && this.drainScheduled.compareAndSet(false, true)) {
			onEventLoop(this::drain);
		}
	}

	/**
	 * Writes one chunk on the sender's thread, which saves two threads' waking up.
	 * @return whether something is left of it
	 */
	private boolean writeHere(SocketChannel direct) {
		// Looked at again: now nobody else can hand anything to Netty.
		if (this.handedOver.get() != 0) {
			return true;
		}
		Outbound.Chunk chunk = this.queue.poll();
		if (chunk == null) {
			return false;
		}
		int before = chunk.bytes().remaining();
		try {
			direct.write(chunk.bytes());
		}
		catch (IOException ex) {
			// Netty will find the same, and closes the channel.
		}
		this.lastWrite = System.nanoTime();
		int left = chunk.bytes().remaining();
		if (left > 0) {
			this.queue.putBack(chunk);
		}
		else {
			this.queue.release(chunk);
		}
		if (left < before) {
			gone(before - left);
			if (this.aboveHighMark.get() || this.drained.get() != null) {
				onEventLoop(this::sent);
			}
		}
		return left > 0;
	}

	private void drain() {
		// Before the queue is read: bytes added after this are seen below or schedule
		// another drain.
		this.drainScheduled.set(false);
		if (!this.channel.isActive()) {
			discard();
			return;
		}
		if (!this.sending.compareAndSet(false, true)) {
			// A sender writes on its own thread, and looks here again afterwards.
			return;
		}
		int handed = 0;
		try {
			Outbound.Chunk chunk;
			while (handed < TURN && (chunk = this.queue.poll()) != null) {
				handed += chunk.bytes().remaining();
				hand(chunk);
			}
		}
		finally {
			this.sending.set(false);
		}
		if (handed > 0) {
			this.channel.flush();
			this.lastWrite = System.nanoTime();
		}
		if (handed >= TURN) {
			// Writers may be faster than this loop; other connections have their turn.
			schedule();
		}
	}

	private void hand(Outbound.Chunk chunk) {
		int length = chunk.bytes().remaining();
		ByteBuf bytes;
		if (chunk.joined()) {
			bytes = this.channel.alloc().ioBuffer(length).writeBytes(chunk.bytes());
			this.queue.release(chunk);
		}
		else {
			bytes = Unpooled.wrappedBuffer(chunk.bytes());
		}
		this.handedOver.addAndGet(length);
		this.channel.write(bytes).addListener((_) -> {
			this.handedOver.addAndGet(-length);
			gone(length);
			sent();
		});
	}

	private void gone(int bytes) {
		this.taken.addAndGet(bytes);
		this.pending.addAndGet(-bytes);
	}

	/** Some bytes have left. */
	private void sent() {
		reportIfWritable();
		Drained task = this.drained.get();
		if (task != null && (this.pending.get() <= task.left() || this.taken.get() >= task.taken())
				&& this.channel.isActive() && this.drained.compareAndSet(task, null)) {
			guarded(task.then());
		}
	}

	@Override
	public void whenDrained(long bytes, Runnable then) {
		this.drained.set(new Drained(bytes, this.taken.get() + 2 * bytes, then));
		// Everything may have left before it was set.
		if (this.pending.get() <= bytes) {
			onEventLoop(this::sent);
		}
	}

	@Override
	public void marks(int high, int low) {
		this.highMark = high;
		this.lowMark = low;
	}

	private void discard() {
		this.pending.addAndGet(-this.queue.clear());
	}

	private void reportIfWritable() {
		if (this.pending.get() <= this.lowMark && this.channel.isActive()
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
		Inbound elsewhere = this.inbound;
		if (elsewhere == null) {
			this.channel.config().setAutoRead(autoRead);
			return;
		}
		elsewhere.autoRead(autoRead);
	}

	@Override
	public void readBy(Errands errands) {
		this.errands = errands;
	}

	/** Leaves the reading to another thread, if that is wanted. Event loop. */
	private void leaveReading() {
		Errands with = this.errands;
		SocketChannel from = this.socket;
		if (with == null || from == null || this.inbound != null || this.closing) {
			return;
		}
		StreamReader next = this.readers.get();
		if (next == null) {
			return;
		}
		this.channel.config().setAutoRead(false);
		Inbound elsewhere = new Inbound(next, from, this.handler, with, (cause) -> onEventLoop(() -> {
			because((cause != null) ? Kind.ERROR : Kind.REMOTE, (cause != null) ? String.valueOf(cause) : "");
			this.channel.close();
		}));
		this.inbound = elsewhere;
		next.add(elsewhere);
	}

	@Override
	public Optional<TlsSession> tls() {
		return this.tls;
	}

	@Override
	public void close() {
		this.closing = true;
		onEventLoop(() -> {
			because(Kind.LOCAL, "");
			while (!this.queue.isEmpty() && this.channel.isActive()) {
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
		onEventLoop(() -> {
			because(Kind.LOCAL, "");
			// Not through TLS, which would wait until what is queued is sent.
			ChannelHandlerContext first = this.channel.pipeline().firstContext();
			if (first != null) {
				first.close();
			}
		});
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		if (this.channel instanceof OpenSocket open && context.pipeline().firstContext() == context) {
			this.socket = open.socket();
		}
		guarded(() -> this.handler.opened(this));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		try {
			if (!this.closing) {
				guarded(() -> this.handler.bytes(bytes.nioBuffer()));
				leaveReading();
			}
		}
		finally {
			bytes.release();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.closing = true;
		Inbound elsewhere = this.inbound;
		if (elsewhere != null) {
			elsewhere.closed();
		}
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
		CloseReason why = this.tls.isPresent() ? TlsFailure.reason(cause)
				: new CloseReason(Kind.ERROR, String.valueOf(cause));
		because(why.kind(), why.detail());
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
