package io.actor.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

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

	private @Nullable Handshake handshake;

	private volatile @Nullable Connection connection;

	private volatile @Nullable DistributionEncoder encoder;

	private @Nullable DistributionDecoder decoder;

	private @Nullable SignalSink sink;

	private @Nullable Timer deadline;

	/** Written by the I/O thread. */
	private volatile long bytesRead;

	/** Written under the writing lock. */
	private volatile long bytesWritten;

	private volatile @Nullable String farewell;

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
		void ended(PeerConnection connection, boolean wasUp, String why);

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

	/** Who is at the other end, once it is up. */
	@Nullable PeerInfo info() {
		return this.info;
	}

	// ---- the stream ----

	@Override
	public void opened(Connection opened) {
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
			write(ex.farewell());
			end(ex.reason() + ": " + ex.getMessage());
		}
		catch (ProtocolException ex) {
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
	public void closed(CloseReason reason) {
		String why = this.farewell;
		if (why == null && this.decoder == null && this.handshake != null && this.connection != null) {
			why = started().peerClosed().getMessage();
		}
		finish((why != null) ? why : reason.kind().name().toLowerCase(Locale.ROOT)
				+ (reason.detail().isEmpty() ? "" : " (" + reason.detail() + ")"));
	}

	private synchronized void finish(String why) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		Timer limit = this.deadline;
		if (limit != null) {
			limit.cancel();
		}
		this.owner.ended(this, this.decoder != null, why);
	}

	/** Closes the stream; what ends with it is told when it has closed. */
	void end(String why) {
		if (this.farewell == null) {
			this.farewell = why;
		}
		Connection open = this.connection;
		if (open != null) {
			open.close();
		}
	}

	/** Closes the stream and tells what ends with it now, on this thread. */
	void endNow(String why) {
		end(why);
		finish(why);
	}

	/** Gives up an attempt of ours; whoever replaces it has taken its place already. */
	void giveUp(String why) {
		end(why);
	}

	// ---- sending ----

	void send(Outgoing outgoing) {
		DistributionEncoder frames = this.encoder;
		Connection open = this.connection;
		if (frames == null || open == null) {
			return;
		}
		synchronized (this.writing) {
			Term payload = outgoing.payload();
			if (payload == null) {
				frames.encode(outgoing.message(), (frame) -> queue(open, frame));
			}
			else {
				frames.encode(outgoing.message(), payload, (frame) -> queue(open, frame));
			}
		}
		open.flush();
	}

	private void queue(Connection open, byte[] frame) {
		this.bytesWritten += frame.length;
		open.write(frame);
	}

	private void write(byte[] bytes) {
		Connection open = this.connection;
		if (open != null && bytes.length > 0) {
			synchronized (this.writing) {
				queue(open, bytes);
			}
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
			end("the handshake was not finished within " + Handshake.DEADLINE.toSeconds() + " s");
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
					PeerConnection.this.bytesWritten, open.pendingBytes())) {
				case NONE -> {
				}
				case SEND_TICK -> write(DistributionEncoder.tick());
				case PEER_DEAD -> {
					end("net_tick_timeout");
					open.abort();
					return;
				}
			}
			arm();
		}

	}

}
