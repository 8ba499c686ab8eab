package io.actor.node;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.term.Term;
import io.actor.wire.distribution.DistributionDecoder;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.distribution.NotAgreedException;
import io.actor.wire.distribution.Payload;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.Handshake;
import io.actor.wire.handshake.HandshakeException;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.TlsSession;

import org.jspecify.annotations.Nullable;

/**
 * One byte stream to another node: first the handshake, then signals. What comes in is
 * handled one after another; sending is possible from any thread.
 */
final class PeerConnection implements ConnectionHandler {

	private final ConnectionOwner owner;

	private final boolean outbound;

	private final ActorClock clock;

	private final ActorTimers timers;

	private final TickTime tickTime;

	private final BufferMarks marks;

	private final PeerLimits limits;

	private final LimitHits hits;

	/**
	 * Held while bytes are handled: once the end has been told no signal follows it, even
	 * if another thread tells it.
	 */
	private final Object receiving = new Object();

	/** Who is at the other end, as far as that is known. */
	private volatile @Nullable Peer peer;

	private @Nullable Handshake handshake;

	private volatile @Nullable Connection connection;

	private volatile @Nullable Departure departure;

	private volatile @Nullable DistributionFlags flags;

	private @Nullable DistributionDecoder decoder;

	private @Nullable SignalSink sink;

	private @Nullable Timer deadline;

	/** Written by who handles what comes in. */
	private volatile long bytesRead;

	private final AtomicLong bytesWritten = new AtomicLong();

	private volatile @Nullable String farewell;

	/** What {@link #farewell} means to a process. */
	private volatile DownReason reason = DownReason.CONNECTION_CLOSED;

	/** Why the other side's name was refused, for people here. */
	private volatile @Nullable String refusal;

	/** The other side calls at the same time: its attempt decides about ours. */
	private volatile boolean yielded;

	/** Whether the end is somebody's fault, and not what happens every day. */
	private volatile boolean suspicious;

	/** A message could not be read. */
	private volatile boolean unreadable;

	private volatile boolean ended;

	private volatile @Nullable PeerInfo info;

	private volatile @Nullable Ticks ticks;

	PeerConnection(ConnectionOwner owner, boolean outbound, ActorClock clock, ActorTimers timers, TickTime tickTime,
			BufferMarks marks, PeerLimits limits, LimitHits hits) {
		this.limits = limits;
		this.hits = hits;
		this.owner = owner;
		this.outbound = outbound;
		this.clock = clock;
		this.timers = timers;
		this.tickTime = tickTime;
		this.marks = marks;
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

	@Override
	public boolean isWanted() {
		return this.farewell == null;
	}

	/** Where it was found does not matter, who it is does. */
	@Override
	public Optional<String> expectedHost() {
		Peer called = this.peer;
		return (called != null) ? Optional.of(new PeerAddress(called.name(), null).host()) : Optional.empty();
	}

	/**
	 * The other side says it is this node. If TLS has shown its certificate, that has to
	 * be for the host in the name; the cookie alone would let it be any node.
	 * @throws HandshakeException if it is not
	 */
	void claims(String node) {
		Connection open = this.connection;
		Optional<String> problem = (open != null)
				? open.tls().flatMap((tls) -> tls.problem(new PeerAddress(node, null).host())) : Optional.empty();
		if (problem.isPresent()) {
			throw new HandshakeException(HandshakeException.Reason.NOT_ALLOWED,
					node + " may not be: its certificate " + problem.get());
		}
	}

	boolean suspicious() {
		return this.suspicious;
	}

	/** Who is at the other end, once it is up. */
	@Nullable PeerInfo info() {
		return this.info;
	}

	/** Why it has ended. */
	DownReason reason() {
		return this.reason;
	}

	/** Notes why the other side is refused; it is only told that it is. */
	void refused(String why) {
		this.refusal = why;
	}

	// ---- the stream ----

	@Override
	public void opened(Connection opened) {
		this.owner.readingThreads().add();
		this.connection = opened;
		if (this.farewell != null) {
			opened.abort();
			return;
		}
		limit();
		write(started().start());
	}

	/** From now on the handshake has its time. */
	void limit() {
		// Another thread may tell the end meanwhile, and would find nothing to cancel.
		synchronized (this.receiving) {
			if (this.deadline == null && !this.ended) {
				Timer limit = new HandshakeDeadline(this.limits.strangers().handshakeTime(), this.clock, this::late);
				this.deadline = limit;
				this.timers.schedule(limit);
			}
		}
	}

	/** The handshake is not over in time. */
	private void late(String why) {
		if (this.ended || this.info != null) {
			return;
		}
		this.hits.count(Limit.HANDSHAKE_TIME);
		this.suspicious = true;
		cut(why, DownReason.CONNECTION_CLOSED);
		if (this.yielded) {
			finish(why);
		}
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
			this.hits.count(ex);
			if (ex.reason() == HandshakeException.Reason.WRONG_COOKIE) {
				this.owner.failed(this, Limit.FAILED_LOGINS);
			}
			write(ex.farewell());
			String why = this.refusal;
			end(ex.reason() + ": " + ex.getMessage() + ((why != null) ? ": " + why : ""));
		}
		catch (ProtocolException ex) {
			violated(ex);
		}
	}

	private void violated(ProtocolException how) {
		this.suspicious = true;
		this.hits.count(how);
		end("protocol error: " + how.getMessage());
	}

	/**
	 * Reads a message in its receiver's turn.
	 * @return null if it cannot be read. That ends the connection, and what came by it
	 * and has not been read yet is lost too: a process never gets a message behind one
	 * that is missing
	 */
	@Nullable Term read(Payload payload) {
		if (this.unreadable) {
			return null;
		}
		try {
			return payload.decode();
		}
		catch (ProtocolException ex) {
			this.unreadable = true;
			violated(ex);
		}
		catch (RuntimeException ex) {
			// Whatever a peer has sent, its receiver does not fail for it.
			this.unreadable = true;
			violated(new ProtocolException("A payload that cannot be read", ex));
		}
		return null;
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
				Connection open = Objects.requireNonNull(this.connection);
				this.info = new PeerInfo(established.peerName(), Instant.ofEpochMilli(this.clock.wallMillis()),
						this.outbound, established.chosenFlags().has(DistributionFlag.PUBLISHED),
						established.peerCreation(), open.tls().map(TlsSession::protocol).orElse(PeerInfo.PLAIN));
				this.flags = established.chosenFlags();
				open.marks(this.marks.high(), this.marks.low());
				open.readBy(this.owner.readingThreads());
				this.departure = new Departure(open, established.chosenFlags(), this.bytesWritten,
						() -> this.owner.writable(this));
				SignalSink signals = this.owner.established(this, established, () -> write(established.output()));
				if (signals == null || this.ended) {
					end("superseded");
					return;
				}
				this.sink = signals;
				this.decoder = new DistributionDecoder(established.chosenFlags(), this.limits.connection());
				Ticks timer = new Ticks(this, this.tickTime, this.clock, this.timers);
				this.ticks = timer;
				// Once it can be seen, so that it misses no change.
				timer.retime();
			}
		}
	}

	@Override
	public void writable() {
		this.owner.writable(this);
	}

	@Override
	public void closed(CloseReason reason) {
		this.owner.readingThreads().add();
		if (this.yielded) {
			// The attempt lives on until theirs takes its place, or does not come in
			// time: what waits for the connection is not lost.
			return;
		}
		String why = this.farewell;
		Handshake running = this.handshake;
		if (why == null && reason.kind() == CloseReason.Kind.TLS) {
			this.suspicious = true;
			this.owner.failed(this, Limit.TLS_FAILURES);
		}
		else if (why == null && this.decoder == null && running != null && this.connection != null) {
			why = running.peerClosed().getMessage();
			// Whoever connects and goes without a word looks whether the port is open.
			this.suspicious = this.outbound || this.bytesRead > 0;
		}
		finish((why != null) ? why : reason.toString());
	}

	private void finish(String why) {
		synchronized (this.receiving) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			Timer limit = this.deadline;
			Ticks timer = this.ticks;
			if (limit != null) {
				limit.cancel();
			}
			if (timer != null) {
				timer.stop();
			}
			// Timers and others may have this object for a while. What was received of a
			// message, and what was not sent, can be large.
			this.handshake = null;
			this.decoder = null;
			this.sink = null;
			this.departure = null;
		}
		this.owner.ended(this, why);
	}

	/** Closes the stream; what ends with it is told when it has closed. */
	void end(String why) {
		end(why, DownReason.CONNECTION_CLOSED);
	}

	/** Closes the stream for this reason. */
	void end(String why, DownReason because) {
		if (this.farewell != null) {
			return;
		}
		this.reason = because;
		this.farewell = why;
		Connection open = this.connection;
		if (open != null) {
			open.close();
		}
	}

	/** Closes the stream at once: what is queued is lost. */
	void cut(String why, DownReason because) {
		end(why, because);
		Connection open = this.connection;
		if (open != null) {
			open.abort();
		}
	}

	/** Closes the stream and tells what ends with it now, on this thread. */
	void endNow(String why) {
		endNow(why, DownReason.CONNECTION_CLOSED);
	}

	void endNow(String why, DownReason because) {
		end(why, because);
		finish(why);
	}

	boolean hasEnded() {
		return this.ended;
	}

	long bytesRead() {
		return this.bytesRead;
	}

	long bytesWritten() {
		return this.bytesWritten.get();
	}

	/** Tells the peer that we are there. The timer thread that calls it never waits. */
	void tick() {
		write(DistributionEncoder.tick());
	}

	/** The tick time has changed. */
	void retime() {
		Ticks timer = this.ticks;
		if (timer != null) {
			timer.retime();
		}
	}

	// ---- sending ----

	/**
	 * Whether this sender may go on; if not, {@link ConnectionOwner#writable} will tell.
	 * @param sender who it is, or null for any
	 */
	boolean hasRoom(@Nullable Object sender) {
		Departure way = this.departure;
		return this.farewell != null || way == null || way.hasRoom(sender);
	}

	/** Bytes that wait to be taken by the operating system. */
	long pendingBytes() {
		Departure way = this.departure;
		return (way != null) ? way.pendingBytes() : 0;
	}

	/** Bytes that have been taken by the operating system. */
	long takenBytes() {
		Departure way = this.departure;
		return (way != null) ? way.takenBytes() : 0;
	}

	/** The peer is given up: it does not read what is sent. */
	void unread(String why) {
		this.hits.count(Limit.UNREAD);
		cut(why, DownReason.CONNECTION_CLOSED);
	}

	/** Whether both sides know this. */
	boolean agreed(DistributionFlag flag) {
		DistributionFlags chosen = this.flags;
		return chosen != null && chosen.has(flag);
	}

	void send(Outgoing outgoing) {
		Departure way = this.departure;
		if (way == null || this.farewell != null) {
			return;
		}
		try {
			way.send(outgoing);
		}
		catch (NotAgreedException ex) {
			// An old node knows no aliases, so nobody there waits for this signal.
		}
	}

	private void write(byte[] bytes) {
		Connection open = this.connection;
		if (open != null && bytes.length > 0) {
			this.bytesWritten.addAndGet(bytes.length);
			open.write(bytes);
			open.flush();
		}
	}

}
