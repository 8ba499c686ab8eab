package io.actor.node;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.AcceptorHandshake;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.Handshake;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is left of a connection when it has ended, without a socket. */
@Timeout(30)
class PeerConnectionTests {

	private static final Duration HANDSHAKE = Duration.ofSeconds(7);

	private static final Duration TICK = Duration.ofSeconds(15);

	private final KeptTimers timers = new KeptTimers();

	private final NodeSettings settings = NodeConfig.named("here@127.0.0.1", Nodes.COOKIE)
		.seams(this.timers.seams())
		.settings();

	private final LimitHits hits = new LimitHits();

	private final Stream stream = new Stream();

	private final Owner owner = new Owner();

	private @Nullable WeakReference<Handshake> handshake;

	@AfterEach
	void stop() {
		this.timers.close();
	}

	/** Keeps what is written. */
	private static final class Stream implements Connection {

		private final ByteArrayOutputStream written = new ByteArrayOutputStream();

		private boolean closed;

		@Override
		public void write(ByteBuffer bytes) {
			byte[] copy = new byte[bytes.remaining()];
			bytes.get(copy);
			this.written.writeBytes(copy);
		}

		@Override
		public void flush() {
		}

		@Override
		public long pendingBytes() {
			return 0;
		}

		@Override
		public boolean isWritable() {
			return true;
		}

		@Override
		public void setAutoRead(boolean autoRead) {
		}

		@Override
		public void marks(int high, int low) {
		}

		@Override
		public void whenDrained(long bytes, Runnable then) {
		}

		@Override
		public void close() {
			this.closed = true;
		}

		@Override
		public void abort() {
			this.closed = true;
		}

	}

	private static final class Owner implements ConnectionOwner {

		private final List<String> ends = new ArrayList<>();

		private @Nullable WeakReference<SignalSink> sink;

		@Override
		public SignalSink established(PeerConnection connection, HandshakeStep.Established step, Runnable answer) {
			answer.run();
			List<Object> signals = new ArrayList<>();
			SignalSink sink = (message, payload) -> signals.add(message);
			this.sink = new WeakReference<>(sink);
			return sink;
		}

		@Override
		public void failed(PeerConnection connection, Limit how) {
		}

		@Override
		public void ended(PeerConnection connection, String why) {
			this.ends.add(why);
		}

		@Override
		public void writable(PeerConnection connection) {
		}

		@Override
		public ReadingThreads readingThreads() {
			return new ReadingThreads((_) -> {
			}, () -> null);
		}

	}

	private PeerConnection connection() {
		PeerConnection connection = new PeerConnection(this.owner, false, this.settings.seams().clock(), this.timers,
				new TickTime(this.settings, this.timers), this.settings.buffer(), PeerLimits.DEFAULT, this.hits);
		Handshake handshake = new AcceptorHandshake(new LocalNode("here@127.0.0.1", 1),
				(name) -> Cookie.of(Nodes.COOKIE), 4711, (name, flags) -> ConnectionStatus.OK, (challenge) -> false,
				LengthPrefix.U16);
		connection.handshake(handshake);
		this.handshake = new WeakReference<>(handshake);
		return connection;
	}

	private void shakeHands(PeerConnection with) {
		InitiatorHandshake other = new InitiatorHandshake(new LocalNode("there@127.0.0.1", 77), "here@127.0.0.1",
				Cookie.of(Nodes.COOKIE), 1147, () -> true, (challenge) -> false, LengthPrefix.U16);
		with.bytes(ByteBuffer.wrap(other.start()));
		while (true) {
			ByteBuffer heard = ByteBuffer.wrap(this.stream.written.toByteArray());
			this.stream.written.reset();
			HandshakeStep step = other.receive(heard);
			if (step instanceof HandshakeStep.Established) {
				return;
			}
			with.bytes(ByteBuffer.wrap(step.output()));
		}
	}

	@Test
	void whatAConnectionHadReceivedIsFreeAsSoonAsItHasEndedWhoeverStillHasIt() {
		PeerConnection connection = connection();
		connection.opened(this.stream);
		assertThat(this.timers.armed(HANDSHAKE)).hasSize(1);
		shakeHands(connection);
		assertThat(connection.info()).isNotNull();
		assertThat(this.timers.armed(HANDSHAKE)).isEmpty();
		assertThat(this.timers.armed(TICK)).hasSize(1);
		connection.bytes(ByteBuffer.allocate(1024 * 1024).putInt(0, 60 * 1024 * 1024));

		connection.endNow("it has gone");

		assertThat(this.timers.armed(TICK)).isEmpty();
		await().until(() -> {
			System.gc();
			return isGone(this.owner.sink) && isGone(this.handshake);
		});
		assertThat(connection.hasEnded()).isTrue();
		assertThat(connection.pendingBytes()).isZero();
	}

	private static boolean isGone(@Nullable WeakReference<?> reference) {
		return reference != null && reference.get() == null;
	}

	@Test
	void ticksThatAreToldOfANewTimeAfterTheEndStayStopped() {
		PeerConnection connection = connection();
		connection.opened(this.stream);
		shakeHands(connection);
		connection.endNow("it has gone");

		connection.retime();

		assertThat(this.timers.armed(TICK)).isEmpty();
	}

	@Test
	void aHandshakeThatEndsBeforeItsTimeIsLimitedIsNeverCountedAsSlow() {
		PeerConnection connection = connection();
		connection.endNow("this node stops");

		connection.limit();

		assertThat(this.timers.armed(HANDSHAKE)).isEmpty();
		assertThat(this.hits.of(Limit.HANDSHAKE_TIME)).isZero();
	}

	@Test
	void aHandshakeThatIsSlowIsCountedAndCut() {
		PeerConnection connection = connection();
		connection.opened(this.stream);

		this.timers.armed(HANDSHAKE).getFirst().fire();

		assertThat(this.stream.closed).isTrue();
		assertThat(this.hits.of(Limit.HANDSHAKE_TIME)).isEqualTo(1);
		connection.closed(new CloseReason(CloseReason.Kind.LOCAL, ""));
		assertThat(this.owner.ends).containsExactly("the handshake was not finished within 7 s");
	}

}
