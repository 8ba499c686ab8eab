package io.actor.wire.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.wire.transport.CloseReason.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class NettyTransportTests {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private NettyTransport transport;

	@BeforeEach
	void open() {
		this.transport = new NettyTransport(new TransportOptions(1, 1024 * 1024, 512 * 1024, Duration.ofMillis(50)));
	}

	@AfterEach
	void close() {
		this.transport.close();
	}

	@Test
	void bytesTravelBothWays() throws IOException {
		Recorder server = new Recorder();
		Recorder client = new Recorder();
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> server);
		this.transport.connect("localhost", listener.port(), PATIENCE, client);

		client.awaitOpen().write(bytes("hello"));
		client.connection().flush();
		server.awaitText("hello");
		server.connection().write(bytes("good "));
		server.connection().write(bytes("day"));
		server.connection().flush();

		client.awaitText("good day");
	}

	@Test
	void bytesThatWereNotFlushedStay() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);

		client.connection().write(bytes("held"));
		assertThat(client.connection().pendingBytes()).isEqualTo(4);
		client.connection().flush();

		server.awaitText("held");
		eventually(() -> client.connection().pendingBytes() == 0);
	}

	@Test
	void writesOfOneThreadKeepTheirOrderAmongThoseOfOthers() throws Exception {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		int threads = 4;
		int writes = 1000;
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> writers = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			int id = thread;
			writers.add(Thread.ofVirtual().start(() -> {
				try {
					start.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				for (int i = 0; i < writes; i++) {
					client.connection().write(ByteBuffer.allocate(8).putInt(id).putInt(i).flip());
					client.connection().flush();
				}
			}));
		}
		start.countDown();
		for (Thread writer : writers) {
			writer.join();
		}

		eventually(() -> server.size() == threads * writes * 8);
		int[] next = new int[threads];
		ByteBuffer received = ByteBuffer.wrap(server.received());
		while (received.hasRemaining()) {
			int id = received.getInt();
			assertThat(received.getInt()).isEqualTo(next[id]++);
		}
		assertThat(client.connection().pendingBytes()).isZero();
	}

	@Test
	void writesKeepTheirOrderWhetherTheSenderOrTheEventLoopMakesThem() throws Exception {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		int threads = 3;
		int writes = 3000;
		List<Thread> writers = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			int id = thread;
			writers.add(Thread.ofPlatform().start(() -> {
				Random random = new Random(id);
				byte[] bytes = new byte[8];
				for (int i = 0; i < writes; i++) {
					ByteBuffer.wrap(bytes).putInt(id).putInt(i);
					client.connection().write(bytes, 0, bytes.length);
					client.connection().flush();
					// Around the pause after which a sender writes by itself.
					long end = System.nanoTime() + (random.nextInt(8) == 0 ? random.nextInt(40_000) : 0);
					while (System.nanoTime() - end < 0) {
						Thread.onSpinWait();
					}
				}
			}));
		}
		for (Thread writer : writers) {
			writer.join();
		}
		eventually(() -> server.size() == threads * writes * 8);

		int[] next = new int[threads];
		ByteBuffer received = ByteBuffer.wrap(server.received());
		while (received.hasRemaining()) {
			assertThat(received.getInt()).isBetween(0, threads - 1).satisfies((id) -> {
				assertThat(received.getInt()).isEqualTo(next[id]);
				next[id]++;
			});
		}
		eventually(() -> client.connection().pendingBytes() == 0);
	}

	@Test
	void whoWaitsForRoomHearsOfIt() throws Exception {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		server.connection().setAutoRead(false);
		client.connection().write(ByteBuffer.allocate(32 * 1024 * 1024));
		CountDownLatch room = new CountDownLatch(1);
		client.connection().whenDrained(1000, room::countDown);
		client.connection().flush();

		server.connection().setAutoRead(true);

		assertThat(room.await(10, TimeUnit.SECONDS)).isTrue();
		CountDownLatch again = new CountDownLatch(1);
		client.connection().whenDrained(64 * 1024 * 1024, again::countDown);
		assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void manySmallWritesArriveInFewPieces() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);

		for (int i = 0; i < 1000; i++) {
			client.connection().write(new byte[10]);
		}
		client.connection().flush();

		eventually(() -> server.size() == 10_000);
		assertThat(server.chunks.get()).isLessThan(50);
	}

	@Test
	void largeAndSmallWritesKeepTheirOrder() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		for (int size : new int[] { 1, 65_535, 65_536, 3, 200_000, 60_000, 60_000, 2 }) {
			byte[] bytes = new byte[size];
			Arrays.fill(bytes, (byte) (size % 251));
			expected.writeBytes(bytes);
			client.connection().write(bytes);
		}
		client.connection().flush();

		eventually(() -> server.size() == expected.size());
		assertThat(server.received()).isEqualTo(expected.toByteArray());
	}

	@Test
	void aSlowReaderIsSeenAtTheMarks() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		server.connection().setAutoRead(false);
		Connection writer = client.connection();

		// More than the buffers of both sockets take, so it stays above the marks.
		int total = 32_000_000;
		for (int written = 0; written < total; written += 100_000) {
			writer.write(new byte[100_000]);
			writer.flush();
		}
		assertThat(writer.isWritable()).isFalse();
		assertThat(writer.pendingBytes()).isGreaterThan(1024 * 1024);
		int before = client.writable.get();
		server.connection().setAutoRead(true);

		eventually(() -> client.writable.get() == before + 1);
		assertThat(writer.isWritable()).isTrue();
		eventually(() -> server.size() == total);
		assertThat(client.writable.get()).isEqualTo(before + 1);
	}

	@Test
	void theOtherSideClosing() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);

		client.connection().close();

		assertThat(server.awaitClosed().kind()).isEqualTo(Kind.REMOTE);
		assertThat(client.awaitClosed().kind()).isEqualTo(Kind.LOCAL);
	}

	@Test
	void closeSendsWhatIsQueued() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		client.connection().write(bytes("last words"));

		client.connection().close();
		client.connection().write(bytes("too late"));

		server.awaitClosed();
		server.awaitText("last words");
	}

	@Test
	void closeDoesNotWaitForEverForAPeerThatDoesNotRead() throws IOException {
		Recorder server = new Recorder();
		Recorder client = connect(server);
		server.connection().setAutoRead(false);
		client.connection().write(new byte[50_000_000]);

		client.connection().close();

		assertThat(client.awaitClosed().kind()).isEqualTo(Kind.LOCAL);
		assertThat(client.connection().pendingBytes()).isZero();
	}

	@Test
	void aHalfClosedPeerIsGone() throws IOException {
		Recorder server = new Recorder();
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> server);
		try (Socket peer = new Socket(LOOPBACK, listener.port())) {
			OutputStream out = peer.getOutputStream();
			out.write(bytes("bye"));
			peer.shutdownOutput();

			assertThat(server.awaitClosed().kind()).isEqualTo(Kind.REMOTE);
			server.awaitText("bye");
			InputStream in = peer.getInputStream();
			assertThat(in.read()).isEqualTo(-1);
		}
	}

	@Test
	void aResetIsAnEnd() throws IOException {
		Recorder server = new Recorder();
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> server);
		try (Socket peer = new Socket(LOOPBACK, listener.port())) {
			server.awaitOpen();
			peer.setSoLinger(true, 0);
		}

		assertThat(server.awaitClosed().kind()).isIn(Kind.ERROR, Kind.REMOTE);
	}

	@Test
	void aPortThatIsTakenIsNamed() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
			int port = other.getLocalPort();

			assertThatExceptionOfType(PortInUseException.class)
				.isThrownBy(() -> this.transport.listen(LOOPBACK, port, (_) -> new Recorder()))
				.withMessageContaining(LOOPBACK.getHostAddress())
				.satisfies((ex) -> assertThat(ex.port()).isEqualTo(port));
		}
	}

	@Test
	void anAddressOfAnotherMachineCannotBeBound() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.transport.listen(InetAddress.getByName("192.0.2.1"), 0, (_) -> new Recorder()))
			.isNotInstanceOf(PortInUseException.class)
			.withMessageContaining("192.0.2.1");
	}

	@Test
	void aClosedPortRefuses() throws IOException {
		Recorder client = new Recorder();
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> new Recorder());
		int port = listener.port();
		listener.close();

		this.transport.connect("127.0.0.1", port, PATIENCE, client);

		assertThat(client.awaitClosed().kind()).isEqualTo(Kind.REFUSED);
		assertThat(client.opened.get()).isNull();
	}

	@Test
	void anUnknownHostIsTold() {
		Recorder client = new Recorder();

		this.transport.connect("no-such-host.invalid", 1, PATIENCE, client);

		assertThat(client.awaitClosed().kind()).isEqualTo(Kind.UNKNOWN_HOST);
	}

	@Test
	void aHandlerThatThrowsLosesItsConnectionOnly() throws IOException {
		Recorder good = new Recorder();
		Recorder first = connect(good);
		Recorder broken = new Recorder() {

			@Override
			public void bytes(ByteBuffer chunk) {
				throw new IllegalStateException("broken");
			}

		};
		Recorder second = connect(broken);

		second.connection().write(bytes("x"));
		second.connection().flush();

		assertThat(broken.awaitClosed().kind()).isEqualTo(Kind.ERROR);
		assertThat(second.awaitClosed().kind()).isEqualTo(Kind.REMOTE);
		first.connection().write(bytes("alive"));
		first.connection().flush();
		good.awaitText("alive");
	}

	@Test
	void closingTheTransportClosesEverything() throws IOException {
		Recorder server = new Recorder();
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> server);
		Recorder client = new Recorder();
		this.transport.connect("127.0.0.1", listener.port(), PATIENCE, client);
		client.awaitOpen();
		server.awaitOpen();

		this.transport.close();

		assertThat(client.awaitClosed().kind()).isIn(Kind.LOCAL, Kind.REMOTE);
		server.awaitClosed();
		new ServerSocket(listener.port(), 1, LOOPBACK).close();
		client.connection().write(bytes("nobody"));
		client.connection().flush();
		client.connection().close();
		client.connection().abort();
	}

	private Recorder connect(Recorder server) throws IOException {
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> server);
		Recorder client = new Recorder();
		this.transport.connect("127.0.0.1", listener.port(), PATIENCE, client);
		client.awaitOpen();
		server.awaitOpen();
		return client;
	}

	private static void eventually(Callable<Boolean> condition) {
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(condition);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static class Recorder implements ConnectionHandler {

		final AtomicReference<Connection> opened = new AtomicReference<>();

		final AtomicReference<CloseReason> closed = new AtomicReference<>();

		final AtomicInteger chunks = new AtomicInteger();

		final AtomicInteger writable = new AtomicInteger();

		private final ByteArrayOutputStream received = new ByteArrayOutputStream();

		@Override
		public void opened(Connection connection) {
			this.opened.set(connection);
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			byte[] bytes = new byte[chunk.remaining()];
			chunk.get(bytes);
			this.received.writeBytes(bytes);
			this.chunks.incrementAndGet();
		}

		@Override
		public void writable() {
			this.writable.incrementAndGet();
		}

		@Override
		public void closed(CloseReason reason) {
			assertThat(this.closed.getAndSet(reason)).isNull();
		}

		Connection connection() {
			return this.opened.get();
		}

		Connection awaitOpen() {
			eventually(() -> this.opened.get() != null);
			return this.opened.get();
		}

		CloseReason awaitClosed() {
			eventually(() -> this.closed.get() != null);
			return this.closed.get();
		}

		void awaitText(String text) {
			eventually(() -> this.received.toString(StandardCharsets.US_ASCII).equals(text));
		}

		byte[] received() {
			return this.received.toByteArray();
		}

		int size() {
			return this.received.size();
		}

	}

}
