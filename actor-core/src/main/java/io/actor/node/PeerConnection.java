package io.actor.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.term.Term;
import io.actor.wire.distribution.DistributionDecoder;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.distribution.TickTimer;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.Handshake;
import io.actor.wire.handshake.HandshakeException;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;

import org.jspecify.annotations.Nullable;

/**
 * One byte stream to another node: first the handshake, then signals. What comes in is
 * handled on the stream's I/O thread, one after another; sending is possible from any
 * thread.
 */
final class PeerConnection implements ConnectionHandler {

	private final Owner owner;

	private final boolean outbound;

	private final ActorClock clock;

	private final ActorTimers timers;

	private final Duration tickTime;

	/** Guards the encoder and the order of what it writes. */
	private final Object writing = new Object();

	/**
	 * Held while bytes are handled: once the end has been told no signal follows it, even
	 * if another thread tells it.
	 */
	private final Object receiving = new Object();

	/** Who is at the other end, as far as that is known. */
	private volatile @Nullable Peer peer;

	private @Nullable Handshake handshake;

	private volatile @Nullable Connection connection;

	private volatile @Nullable DistributionEncoder encoder;

	private @Nullable DistributionDecoder decoder;

	private @Nullable SignalSink sink;

	private @Nullable Timer deadline;

	/** Written by the I/O thread. */
	private volatile long bytesRead;

	private final AtomicLong bytesWritten = new AtomicLong();

	private volatile @Nullable String farewell;

	/** The other side calls at the same time: its attempt decides about ours. */
	private volatile boolean yielded;

	/** Whether the end is somebody's fault, and not what happens every day. */
	private volatile boolean suspicious;

	private volatile boolean ended;

	private volatile @Nullable PeerInfo info;

	/** What the table of connections does for one of them. */
	interface Owner {

		/**
		 * Both sides have proven that they know the cookie.
		 * @return takes the signals, or null if the connection is not wanted any more
		 */
		@Nullable SignalSink established(PeerConnection connection, HandshakeStep.Established step, Runnable answer);

		/** The stream has ended, once. */
		void ended(PeerConnection connection, String why);

		/** The write queue has drained. */
		void writable(PeerConnection connection);

		/** The current thread serves streams and may never wait. */
		void servesStreams();

	}

	PeerConnection(Owner owner, boolean outbound, ActorClock clock, ActorTimers timers, Duration tickTime) {
		this.owner = owner;
		this.outbound = outbound;
		this.clock = clock;
		this.timers = timers;
		this.tickTime = tickTime;
	}

	/** Sets how it begins; before the stream is open. */
	void handshake(Handshake with) {
		this.handshake = with;
	}

	boolean outbound() {
		return this.outbound;
	}

	@Nullable Peer peer() {
		return this.peer;
	}

	void peer(Peer with) {
		this.peer = with;
	}

	boolean suspicious() {
		return this.suspicious;
	}

	/** Who is at the other end, once it is up. */
	@Nullable PeerInfo info() {
		return this.info;
	}

	// ---- the stream ----

	@Override
	public void opened(Connection opened) {
		this.owner.servesStreams();
		this.connection = opened;
		if (this.farewell != null) {
			opened.abort();
			return;
		}
		Timer limit = new HandshakeDeadline();
		this.deadline = limit;
		this.timers.schedule(limit);
		write(started().start());
	}

	private Handshake started() {
		Handshake running = this.handshake;
		if (running == null) {
			throw new IllegalStateException("A connection without a handshake");
		}
		return running;
	}

	@Override
	public void bytes(ByteBuffer chunk) {
		synchronized (this.receiving) {
			if (!this.ended && this.farewell == null) {
				receive(chunk);
			}
		}
	}

	private void receive(ByteBuffer chunk) {
		this.bytesRead += chunk.remaining();
		try {
			if (this.decoder == null) {
				shakeHands(chunk);
			}
			DistributionDecoder frames = this.decoder;
			SignalSink signals = this.sink;
			if (frames != null && signals != null) {
				frames.receive(chunk, this.clock.nanoTime(), signals);
			}
		}
		catch (HandshakeException ex) {
			this.yielded = this.outbound && ex.reason() == HandshakeException.Reason.SIMULTANEOUS;
			this.suspicious = ex.reason() != HandshakeException.Reason.SIMULTANEOUS
					&& ex.reason() != HandshakeException.Reason.SUPERSEDED;
			write(ex.farewell());
			end(ex.reason() + ": " + ex.getMessage());
		}
		catch (ProtocolException ex) {
			this.suspicious = true;
			end("protocol error: " + ex.getMessage());
		}
	}

	private void shakeHands(ByteBuffer chunk) {
		HandshakeStep step = started().receive(chunk);
		switch (step) {
			case HandshakeStep.Continue(byte[] output) -> write(output);
			case HandshakeStep.Established established -> {
				Timer limit = this.deadline;
				if (limit != null) {
					limit.cancel();
				}
				this.info = new PeerInfo(established.peerName(), Instant.ofEpochMilli(this.clock.wallMillis()),
						this.outbound, established.chosenFlags().has(DistributionFlag.PUBLISHED),
						established.peerCreation());
				this.encoder = new DistributionEncoder(established.chosenFlags());
				SignalSink signals = this.owner.established(this, established, () -> write(established.output()));
				if (signals == null) {
					end("superseded");
					return;
				}
				this.sink = signals;
				this.decoder = new DistributionDecoder(established.chosenFlags(), DistributionLimits.DEFAULT);
				new Ticks(new TickTimer(this.tickTime, this.clock.nanoTime())).arm();
			}
		}
	}

	@Override
	public void writable() {
		this.owner.writable(this);
	}

	@Override
	public void closed(CloseReason reason) {
		this.owner.servesStreams();
		if (this.yielded) {
			// The attempt lives on until theirs takes its place, or does not come in
			// time: what waits for the connection is not lost.
			return;
		}
		String why = this.farewell;
		if (why == null && this.decoder == null && this.handshake != null && this.connection != null) {
			why = started().peerClosed().getMessage();
			// Whoever connects and goes without a word looks whether the port is open.
			this.suspicious = this.outbound || this.bytesRead > 0;
		}
		finish((why != null) ? why : reason.kind().name().toLowerCase(Locale.ROOT)
				+ (reason.detail().isEmpty() ? "" : " (" + reason.detail() + ")"));
	}

	private void finish(String why) {
		synchronized (this.receiving) {
			if (this.ended) {
				return;
			}
			this.ended = true;
		}
		Timer limit = this.deadline;
		if (limit != null) {
			limit.cancel();
		}
		this.owner.ended(this, why);
	}

	/** Closes the stream; what ends with it is told when it has closed. */
	void end(String why) {
		if (this.farewell != null) {
			return;
		}
		this.farewell = why;
		Connection open = this.connection;
		if (open != null) {
			open.close();
		}
	}

	/** Closes the stream at once: what is queued is lost. */
	void cut(String why) {
		end(why);
		Connection open = this.connection;
		if (open != null) {
			open.abort();
		}
	}

	/** Closes the stream and tells what ends with it now, on this thread. */
	void endNow(String why) {
		end(why);
		finish(why);
	}

	// ---- sending ----

	/** Whether senders may go on; if not, {@link Owner#writable} will tell. */
	boolean isWritable() {
		Connection open = this.connection;
		return this.farewell != null || open == null || open.isWritable();
	}

	/** Bytes that wait to be taken by the operating system. */
	long pendingBytes() {
		Connection open = this.connection;
		return (open != null) ? open.pendingBytes() : 0;
	}

	void send(Outgoing outgoing) {
		DistributionEncoder frames = this.encoder;
		Connection open = this.connection;
		if (frames == null || open == null || this.farewell != null) {
			return;
		}
		try {
			synchronized (this.writing) {
				Term payload = outgoing.payload();
				if (payload == null) {
					frames.encode(outgoing.message(), (frame) -> queue(open, frame));
				}
				else {
					frames.encode(outgoing.message(), payload, (frame) -> queue(open, frame));
				}
			}
		}
		catch (IllegalArgumentException ex) {
			// The peer has not agreed on the operation: an old node knows no aliases, so
			// nobody there waits for this signal.
			return;
		}
		open.flush();
	}

	private void queue(Connection open, byte[] frame) {
		this.bytesWritten.addAndGet(frame.length);
		open.write(frame);
	}

	private void write(byte[] bytes) {
		Connection open = this.connection;
		if (open != null && bytes.length > 0) {
			queue(open, bytes);
			open.flush();
		}
	}

	/** Ends a connection that does not finish its handshake. */
	private final class HandshakeDeadline extends Timer {

		private HandshakeDeadline() {
			super(PeerConnection.this.clock.nanoTime() + Handshake.DEADLINE.toNanos());
		}

		@Override
		protected void expire() {
			String why = "the handshake was not finished within " + Handshake.DEADLINE.toSeconds() + " s";
			PeerConnection.this.suspicious = true;
			cut(why);
			if (PeerConnection.this.yielded) {
				finish(why);
			}
		}

	}

	/** Sends ticks and notices silence; on the timer thread. */
	private final class Ticks {

		private final TickTimer rule;

		private Ticks(TickTimer rule) {
			this.rule = rule;
		}

		private void arm() {
			PeerConnection.this.timers.schedule(new Timer(this.rule.nextCheck()) {
				@Override
				protected void expire() {
					check();
				}
			});
		}

		private void check() {
			Connection open = PeerConnection.this.connection;
			if (PeerConnection.this.ended || open == null) {
				return;
			}
			switch (this.rule.check(PeerConnection.this.clock.nanoTime(), PeerConnection.this.bytesRead,
					PeerConnection.this.bytesWritten.get(), open.pendingBytes())) {
				case NONE -> {
				}
				// Not under the writing lock: the timer thread waits for no sender.
				case SEND_TICK -> write(DistributionEncoder.tick());
				case PEER_DEAD -> {
					cut("net_tick_timeout");
					return;
				}
			}
			arm();
		}

	}

}
