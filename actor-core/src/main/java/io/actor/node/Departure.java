package io.actor.node;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.distribution.FragmentQueue;
import io.actor.wire.distribution.FragmentedMessage;
import io.actor.wire.distribution.FrameSink;
import io.actor.wire.distribution.NotAgreedException;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.transport.Connection;

import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection that is up. Signals are encoded on the thread of
 * whoever sends them, under no lock. Long messages are cut, and a fragment is handed to
 * the stream only when little is queued there: what others send is never far behind.
 */
final class Departure {

	/** Bytes in the stream's queue beyond which no fragment is added. */
	private static final int FILL = 256 * 1024;

	private final Connection stream;

	private final DistributionEncoder encoder;

	private final AtomicLong bytesWritten;

	private final Runnable room;

	/**
	 * Guarded by itself. A frame leaves it and is given to the stream in one step, so
	 * whoever does not find a sender here knows that all it sent is on its way.
	 */
	private final FragmentQueue cut = new FragmentQueue();

	private final FrameSink fragments = new Fragments();

	/** Whether anything is there. */
	private volatile boolean cutting;

	/**
	 * The sending half.
	 * @param bytesWritten counts what is given to the stream
	 * @param room told when a sender whose long message waited may go on
	 */
	Departure(Connection stream, DistributionFlags chosen, AtomicLong bytesWritten, Runnable room) {
		this.stream = stream;
		this.encoder = new DistributionEncoder(chosen);
		this.bytesWritten = bytesWritten;
		this.room = room;
	}

	/**
	 * Sends a signal.
	 * @throws NotAgreedException if the peer has not agreed on the operation
	 */
	void send(Outgoing outgoing) {
		outgoing.encode(this.encoder, new Sending(outgoing));
		switch (outgoing.flush()) {
			case NOW -> this.stream.flush();
			case SOON -> this.stream.flushSoon();
			case WITH_NEXT -> {
			}
		}
	}

	/** Whether this sender may send more. */
	boolean hasRoom(@Nullable Object sender) {
		if (!this.stream.isWritable()) {
			return false;
		}
		if (!this.cutting) {
			return true;
		}
		synchronized (this.cut) {
			return sender == null || !this.cut.holds(sender);
		}
	}

	/** Bytes that wait here or in the stream's queue. */
	long pendingBytes() {
		long waiting = 0;
		if (this.cutting) {
			synchronized (this.cut) {
				waiting = this.cut.bytes();
			}
		}
		return this.stream.pendingBytes() + waiting;
	}

	/** Bytes that have been taken by the operating system. */
	long takenBytes() {
		return this.bytesWritten.get() - this.stream.pendingBytes();
	}

	private void write(byte[] frame, int length) {
		this.bytesWritten.addAndGet(length);
		this.stream.write(frame, 0, length);
	}

	/**
	 * Hands fragments to the stream as long as little is queued there; one in any case,
	 * because others may keep it full.
	 */
	private void fill() {
		boolean through;
		synchronized (this.cut) {
			int before = this.cut.senders();
			do {
				this.cutting = this.cut.next(this.fragments);
			}
			while (this.cutting && this.stream.pendingBytes() < FILL);
			through = this.cut.senders() < before;
		}
		this.stream.flush();
		if (this.cutting) {
			this.stream.whenDrained(FILL / 2, this::fill);
		}
		if (through) {
			this.room.run();
		}
	}

	/** What one signal has become. */
	private final class Sending implements DistributionEncoder.Output {

		private final Outgoing outgoing;

		Sending(Outgoing outgoing) {
			this.outgoing = outgoing;
		}

		@Override
		public void frame(byte[] bytes, int length) {
			if (Departure.this.cutting) {
				synchronized (Departure.this.cut) {
					Object sender = this.outgoing.sender();
					if (Departure.this.cut.holds(sender)) {
						Departure.this.cut.add(sender, bytes, length);
						return;
					}
				}
			}
			write(bytes, length);
		}

		@Override
		public void fragments(FragmentedMessage message) {
			Object sender = this.outgoing.sender();
			synchronized (Departure.this.cut) {
				Departure.this.cut.add((sender != null) ? sender : Departure.this, message);
				Departure.this.cutting = true;
			}
			fill();
		}

	}

	private final class Fragments implements FrameSink {

		@Override
		public void frame(byte[] bytes, int length) {
			write(bytes, length);
		}

		@Override
		public void frame(byte[] head, ByteBuffer body) {
			Departure.this.bytesWritten.addAndGet(head.length + body.remaining());
			Departure.this.stream.write(head, body);
		}

	}

}
