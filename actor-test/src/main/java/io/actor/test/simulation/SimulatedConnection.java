package io.actor.test.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.TransportOptions;

import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated byte stream. What is written waits here until the window has
 * room, is cut and joined, and travels; order is kept and nothing is lost, as with TCP,
 * until the stream breaks.
 */
final class SimulatedConnection implements Connection {

	private final SimulatedNetwork network;

	private final SimulatedNode node;

	private final ConnectionHandler handler;

	private @Nullable SimulatedConnection peer;

	/** Written and not yet on its way. */
	private final Deque<ByteBuffer> queue = new ArrayDeque<>();

	private long pending;

	private long written;

	private boolean flushed;

	private boolean full;

	private int highMark = TransportOptions.DEFAULT.highMark();

	private int lowMark = TransportOptions.DEFAULT.lowMark();

	/** What is to run when few bytes are left, and how few. */
	private @Nullable Runnable then;

	private long left;

	/** How many have to go instead, counted down. */
	private long toGo;

	private long inFlight;

	private long lastArrival;

	/** When something was read last, or it was opened. */
	private long lastRead;

	/** What has arrived while reading was stopped. */
	private final Deque<Runnable> unread = new ArrayDeque<>();

	/** What is on its way, in order: nothing overtakes what a partition holds back. */
	private final Deque<Runnable> underway = new ArrayDeque<>();

	/** How much of that a partition holds back; it comes when that is healed. */
	private int overdue;

	private boolean autoRead = true;

	private boolean closing;

	private boolean finished;

	SimulatedConnection(SimulatedNetwork network, SimulatedNode node, ConnectionHandler handler) {
		this.network = network;
		this.node = node;
		this.handler = handler;
	}

	void connect(SimulatedConnection other) {
		this.peer = other;
	}

	SimulatedNode node() {
		return this.node;
	}

	@Nullable SimulatedConnection peer() {
		return this.peer;
	}

	boolean finished() {
		return this.finished;
	}

	/** Whether it leads from one host to another and little was written so far. */
	boolean begins(String from, String to, int little) {
		SimulatedConnection other = this.peer;
		return other != null && this.node.host().equals(from) && other.node.host().equals(to)
				&& Math.min(this.written, other.written) < little;
	}

	/** It is open; on the I/O strand. */
	void opened() {
		this.lastRead = this.network.now();
		if (!this.finished) {
			this.handler.opened(this);
		}
	}

	// ---- out ----

	@Override
	public void write(ByteBuffer bytes) {
		if (this.finished || this.closing || this.node.isCrashed()) {
			return;
		}
		this.queue.add(bytes.slice());
		this.pending += bytes.remaining();
		this.written += bytes.remaining();
		this.network.pending(this.pending);
		this.full |= this.pending > this.highMark;
	}

	@Override
	public void flush() {
		this.flushed = true;
		transmit();
	}

	/** Puts on its way what the window has room for. */
	private void transmit() {
		SimulatedConnection to = this.peer;
		if (to == null || this.finished || this.node.isCrashed()) {
			return;
		}
		int room = (int) Math.min(this.pending, this.network.weather().window() - this.inFlight);
		if (this.flushed && room > 0) {
			byte[] bytes = take(room);
			for (int begin = 0; begin < bytes.length;) {
				int length = this.network.pieceOf(bytes.length - begin);
				ByteBuffer piece = this.network.carried(ByteBuffer.wrap(bytes, begin, length).slice());
				travel(() -> to.arrived(piece, length));
				begin += length;
			}
		}
		if (this.pending == 0) {
			this.flushed = false;
			if (this.closing) {
				travel(() -> to.ended(CloseReason.Kind.REMOTE, ""));
				finish(CloseReason.Kind.LOCAL, "");
			}
		}
	}

	private byte[] take(int count) {
		byte[] bytes = new byte[count];
		int filled = 0;
		while (filled < count) {
			ByteBuffer first = this.queue.getFirst();
			int length = Math.min(first.remaining(), count - filled);
			first.get(bytes, filled, length);
			filled += length;
			if (!first.hasRemaining()) {
				this.queue.removeFirst();
			}
		}
		this.pending -= count;
		this.inFlight += count;
		return bytes;
	}

	/** Lets something arrive at the other end, behind all that is on its way. */
	void travel(Runnable arrival) {
		if (this.peer != null) {
			this.underway.add(arrival);
			setOut(this.peer);
		}
	}

	private void setOut(SimulatedConnection to) {
		if (this.network.isCut(this.node, to.node)) {
			this.overdue++;
			return;
		}
		this.lastArrival = Math.max(this.lastArrival, this.network.arrival());
		to.node.onNetwork(this.lastArrival, () -> {
			if (this.network.isCut(this.node, to.node)) {
				this.overdue++;
			}
			else {
				this.underway.removeFirst().run();
			}
		});
		if (to.node.isCrashed()) {
			this.network.unknown(this, to);
		}
	}

	/** A partition has been healed. */
	void release() {
		SimulatedConnection to = this.peer;
		int late = this.overdue;
		this.overdue = 0;
		for (int i = 0; i < late && to != null; i++) {
			setOut(to);
		}
	}

	// ---- in ----

	/**
	 * Takes a piece.
	 * @param sent how many bytes it had when it was sent
	 */
	private void arrived(ByteBuffer piece, int sent) {
		SimulatedConnection from = this.peer;
		if (this.finished) {
			if (from != null && !from.finished) {
				this.network.unknown(from, this);
			}
			return;
		}
		if (!this.autoRead) {
			this.unread.add(() -> arrived(piece, sent));
			return;
		}
		this.lastRead = this.network.now();
		try {
			this.handler.bytes(piece);
		}
		catch (WorldEnded ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// As in production: what a handler throws closes its connection.
			this.network.threw(ex);
			reset(ex.toString());
		}
		if (from != null) {
			from.acknowledged(sent);
		}
	}

	private void acknowledged(int length) {
		this.inFlight -= length;
		this.toGo -= length;
		transmit();
		runIfDrained();
		if (this.full && this.pending <= this.lowMark) {
			this.full = false;
			this.node.onNetwork(this.network.now(), () -> {
				if (!this.finished) {
					this.handler.writable();
				}
			});
		}
	}

	/** The other side has closed it, or the network has. */
	void ended(CloseReason.Kind kind, String detail) {
		if (!this.autoRead && !this.unread.isEmpty()) {
			this.unread.add(() -> ended(kind, detail));
			return;
		}
		finish(kind, detail);
	}

	private void finish(CloseReason.Kind kind, String detail) {
		if (!this.finished) {
			this.finished = true;
			this.network.forget(this);
			this.node.onNetwork(this.network.now(), () -> this.handler.closed(new CloseReason(kind, detail)));
		}
	}

	/** It could not be opened. */
	void failed(CloseReason.Kind kind, String detail) {
		finish(kind, detail);
	}

	/** Breaks the stream on both sides; what is on its way is lost. */
	void reset(String detail) {
		SimulatedConnection to = this.peer;
		if (to != null && !this.finished) {
			travel(() -> to.ended(CloseReason.Kind.ERROR, "connection reset"));
		}
		finish(CloseReason.Kind.ERROR, detail);
	}

	// ---- the rest ----

	@Override
	public long pendingBytes() {
		return this.pending;
	}

	@Override
	public boolean isWritable() {
		return !this.full;
	}

	@Override
	public void marks(int high, int low) {
		this.highMark = high;
		this.lowMark = low;
	}

	@Override
	public void whenDrained(long bytes, Runnable task) {
		this.left = bytes;
		this.toGo = 2 * bytes;
		this.then = task;
		runIfDrained();
	}

	private void runIfDrained() {
		Runnable task = this.then;
		if (task != null && (this.pending <= this.left || this.toGo <= 0)) {
			this.then = null;
			this.node.onNetwork(this.network.now(), () -> {
				if (!this.finished) {
					task.run();
				}
			});
		}
	}

	@Override
	public void setAutoRead(boolean autoRead) {
		this.autoRead = autoRead;
		while (this.autoRead && !this.unread.isEmpty()) {
			this.node.onNetwork(this.network.now(), this.unread.removeFirst());
		}
	}

	@Override
	public void close() {
		if (this.finished || this.closing) {
			return;
		}
		this.closing = true;
		this.flushed = true;
		transmit();
		if (!this.finished) {
			this.node.onNetworkLater(TransportOptions.DEFAULT.closePatience(),
					() -> reset("the other side did not read"));
		}
	}

	@Override
	public void abort() {
		SimulatedConnection to = this.peer;
		if (to != null) {
			this.network.aborted(this.node, to.node, this.network.now() - this.lastRead);
		}
		if (to != null && !this.finished && !this.node.isCrashed()) {
			travel(() -> to.ended(CloseReason.Kind.ERROR, "connection reset"));
		}
		finish(CloseReason.Kind.LOCAL, "");
	}

}
