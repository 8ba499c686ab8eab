package io.actor.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.actor.wire.transport.CloseReason.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who reads what comes, and what else these threads do. */
@Timeout(60)
class StreamReaderTests {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private NettyTransport transport = new NettyTransport();

	private final NettyTransport others = new NettyTransport();

	private final Queue<Thread> readers = new ConcurrentLinkedQueue<>();

	@AfterEach
	void close() {
		this.transport.close();
		this.others.close();
	}

	@Test
	void bytesComeOnceAndInOrderWhoeverReadsThem() throws IOException {
		Reader reader = new Reader((_) -> () -> {
		});
		Connection writer = connectTo(reader);
		int count = 100_000;
		for (int i = 0; i < count; i++) {
			send(writer, i);
		}

		reader.awaitSize(count * Integer.BYTES);
		ByteBuffer received = ByteBuffer.wrap(reader.received());
		for (int i = 0; i < count; i++) {
			assertThat(received.getInt()).isEqualTo(i);
		}
		assertThat(received.hasRemaining()).isFalse();
	}

	@Test
	void anErrandIsDoneByTheThreadThatHasReadTheBytes() throws IOException {
		Queue<Thread> doing = new ConcurrentLinkedQueue<>();
		Reader reader = new Reader((_) -> () -> doing.add(Thread.currentThread()));
		Connection writer = connectTo(reader);
		for (int i = 0; i < 100; i++) {
			send(writer, i);
			int done = i + 1;
			await().pollInterval(Duration.ofMillis(1)).until(() -> doing.size() == done);
		}

		assertThat(doing).containsExactlyElementsOf(this.readers);
		assertThat(doing).allMatch((thread) -> thread.getName().startsWith("actor-reader-"));
	}

	@Test
	void whileAnErrandTakesLongOthersAreReadButHaveNoErrands() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		Reader slow = new Reader((_) -> () -> awaitZero(over));
		Reader other = new Reader((_) -> () -> {
		});
		Connection toSlow = connectTo(slow);
		Connection toOther = connectTo(other);
		send(toOther, 0);
		other.awaitSize(Integer.BYTES);
		assertThat(other.offered).containsExactly(true);

		send(toSlow, 1);
		slow.awaitSize(Integer.BYTES);
		send(toOther, 2);
		other.awaitSize(2 * Integer.BYTES);
		send(toSlow, 3);
		slow.awaitSize(2 * Integer.BYTES);
		assertThat(other.offered).containsExactly(true, false);
		assertThat(slow.offered).containsExactly(true, false);

		over.countDown();
		await().until(() -> {
			int before = other.offered.size();
			send(toOther, 4);
			other.awaitSize((before + 1) * Integer.BYTES);
			return List.copyOf(other.offered).getLast();
		});
	}

	@Test
	void whoIsAboutToWaitInAnErrandLeavesTheReadingToTheOtherAtOnce() throws Exception {
		use(new StreamReaders(1, Duration.ofHours(1)));
		CountDownLatch answered = new CountDownLatch(1);
		Reader asking = new Reader((waits) -> () -> {
			// What is waited for comes by the connection this thread has read from.
			waits.run();
			awaitZero(answered);
		}) {

			@Override
			public void bytes(ByteBuffer chunk) {
				super.bytes(chunk);
				if (size() == 2 * Integer.BYTES) {
					answered.countDown();
				}
			}

		};
		Connection writer = connectTo(asking);
		send(writer, 1);
		asking.awaitSize(Integer.BYTES);
		send(writer, 2);

		assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatIsThereToReadWhenAnErrandBeginsIsReadByTheOtherAtOnce() throws Exception {
		use(new StreamReaders(1, Duration.ofHours(1)));
		CountDownLatch sent = new CountDownLatch(1);
		CountDownLatch read = new CountDownLatch(2);
		Reader holding = new Hooked(() -> awaitZero(sent), (_) -> null);
		Connection toHolding = connectTo(holding);
		Connection toOne = connectTo(new Hooked(read::countDown, (_) -> () -> awaitZero(read)));
		Connection toOther = connectTo(new Hooked(read::countDown, (_) -> () -> awaitZero(read)));
		// So that both are found by one look.
		send(toHolding, 0);
		holding.awaitSize(Integer.BYTES);
		send(toOne, 1);
		send(toOther, 2);
		sent.countDown();

		assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatAnErrandWritesLeavesThoughTheErrandGoesOn() throws Exception {
		Recorder asking = new Recorder();
		AtomicReference<Connection> back = new AtomicReference<>();
		CountDownLatch over = new CountDownLatch(1);
		Reader answering = new Reader((_) -> () -> {
			for (int i = 1; i <= 5; i++) {
				send(back.get(), i);
				// Waits on its own, as a handler does that calls a database.
				asking.awaitSize(i * Integer.BYTES);
			}
			over.countDown();
		});
		Connection to = connectTo(answering, asking);
		back.set(answering.awaitOpen());
		send(to, 1);

		assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatAnErrandHasWrittenLeavesThoughTheOtherThreadOnlyBeginsThen() throws Exception {
		BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
		use(new StreamReaders(1, StreamReaders.PATIENCE, threads::add));
		Recorder asking = new Recorder();
		AtomicReference<Connection> back = new AtomicReference<>();
		CountDownLatch over = new CountDownLatch(1);
		Reader answering = new Reader((_) -> () -> {
			send(back.get(), 1);
			threads.remove().start();
			asking.awaitSize(Integer.BYTES);
			over.countDown();
		});
		Connection to = connectTo(answering, asking);
		back.set(answering.awaitOpen());
		threads.take().start();
		send(to, 1);

		assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aFlushThatMayWaitIsDoneInTheEnd() throws IOException {
		Recorder asking = new Recorder();
		Reader reader = new Reader((_) -> null);
		connectTo(reader, asking);
		Connection back = reader.awaitOpen();
		for (int i = 1; i <= 100; i++) {
			back.write(ByteBuffer.allocate(Integer.BYTES).putInt(i).flip());
			back.flushSoon();
			if (i % 10 == 0) {
				asking.awaitSize(i * Integer.BYTES);
			}
		}
	}

	@Test
	void aFlushThatMayWaitIsDoneAlsoWhileNobodyStandsBy() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		Recorder asking = new Recorder();
		Reader slow = new Reader((_) -> () -> awaitZero(over));
		Reader other = new Reader((_) -> null);
		Connection toSlow = connectTo(slow);
		connectTo(other, asking);
		send(toSlow, 1);
		slow.awaitSize(Integer.BYTES);
		for (int i = 1; i <= 20; i++) {
			other.awaitOpen().write(ByteBuffer.allocate(Integer.BYTES).putInt(i).flip());
			other.awaitOpen().flushSoon();
			asking.awaitSize(i * Integer.BYTES);
		}
		over.countDown();
	}

	@Test
	void bytesOfManyConnectionsAreAllRead() throws IOException {
		List<Reader> all = new ArrayList<>();
		List<Connection> writers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			Reader reader = new Reader((_) -> () -> {
			});
			all.add(reader);
			writers.add(connectTo(reader));
		}
		for (int round = 0; round < 100; round++) {
			for (Connection writer : writers) {
				send(writer, round);
			}
		}

		all.forEach((reader) -> reader.awaitSize(100 * Integer.BYTES));
	}

	@Test
	void theEndOfTheStreamIsNoticed() throws IOException {
		Reader reader = new Reader((_) -> null);
		Connection writer = connectTo(reader);
		send(writer, 1);
		writer.close();

		assertThat(reader.awaitClosed().kind()).isEqualTo(Kind.REMOTE);
		assertThat(reader.size()).isEqualTo(Integer.BYTES);
	}

	@Test
	void aResetIsNoticed() throws IOException {
		Reader reader = new Reader((_) -> null);
		try (ServerSocketChannel server = ServerSocketChannel.open().bind(null)) {
			this.transport.connect("localhost", ((InetSocketAddress) server.getLocalAddress()).getPort(),
					Duration.ofSeconds(5), reader);
			try (SocketChannel peer = server.accept()) {
				peer.write(ByteBuffer.allocate(Integer.BYTES));
				reader.awaitFirst();
				peer.write(ByteBuffer.allocate(Integer.BYTES));
				reader.awaitSize(Integer.BYTES);
				peer.setOption(StandardSocketOptions.SO_LINGER, 0);
			}
		}

		assertThat(reader.awaitClosed().kind()).isIn(Kind.ERROR, Kind.REMOTE);
	}

	@Test
	void nothingIsReadWhileReadingIsStopped() throws IOException {
		Reader reader = new Reader((_) -> null);
		Reader other = new Reader((_) -> null);
		Connection writer = connectTo(reader);
		Connection toOther = connectTo(other);
		send(writer, 1);
		reader.awaitSize(Integer.BYTES);
		reader.awaitOpen().setAutoRead(false);
		send(writer, 2);
		for (int i = 1; i <= 10; i++) {
			send(toOther, i);
			other.awaitSize(i * Integer.BYTES);
		}
		assertThat(reader.size()).isEqualTo(Integer.BYTES);

		reader.awaitOpen().setAutoRead(true);
		reader.awaitSize(2 * Integer.BYTES);
	}

	@Test
	void aHandlerThatFailsLosesItsConnectionAndNoOther() throws IOException {
		Reader failing = new Reader((_) -> null) {

			@Override
			public void bytes(ByteBuffer chunk) {
				super.bytes(chunk);
				if (size() > Integer.BYTES) {
					throw new StackOverflowError("thrown on purpose");
				}
			}

		};
		Reader other = new Reader((_) -> null);
		Connection writer = connectTo(failing);
		Connection toOther = connectTo(other);
		send(writer, 1);
		failing.awaitSize(Integer.BYTES);
		send(writer, 2);

		CloseReason reason = failing.awaitClosed();
		assertThat(reason.kind()).isEqualTo(Kind.ERROR);
		assertThat(reason.detail()).contains("thrown on purpose");
		send(toOther, 1);
		other.awaitSize(Integer.BYTES);
	}

	@Test
	void anErrandIsDoneThoughTheTransportHasClosed() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		Reader reader = new Hooked(this.transport::close, (_) -> done::countDown);
		Connection writer = connectTo(reader);
		send(writer, 1);

		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anInterruptThatComesTooLateStopsNothing() throws IOException {
		Reader reader = new Reader((_) -> () -> Thread.currentThread().interrupt());
		Connection writer = connectTo(reader);
		for (int i = 1; i <= 100; i++) {
			send(writer, i);
			reader.awaitSize(i * Integer.BYTES);
		}
	}

	@Test
	void itsThreadsEndWithTheTransport() throws IOException {
		Reader reader = new Reader((_) -> null);
		Connection writer = connectTo(reader);
		send(writer, 1);
		await().until(() -> !this.readers.isEmpty());
		this.transport.close();

		assertThat(reader.awaitClosed().kind()).isEqualTo(Kind.LOCAL);
		await().until(() -> this.readers.stream().noneMatch(Thread::isAlive));
	}

	private void use(StreamReaders readers) {
		this.transport.close();
		this.transport = new NettyTransport(TransportOptions.DEFAULT, readers);
	}

	/** Opens a connection whose other end is read by a reader, not by the event loop. */
	private Connection connectTo(Reader reader) throws IOException {
		return connectTo(reader, new Recorder());
	}

	private Connection connectTo(Reader reader, Recorder client) throws IOException {
		Listener listener = this.transport.listen(LOOPBACK, 0, (_) -> reader);
		this.others.connect("localhost", listener.port(), Duration.ofSeconds(5), client);
		Connection writer = client.awaitOpen();
		// The first bytes are still the event loop's.
		send(writer, -1);
		reader.awaitFirst();
		listener.close();
		return writer;
	}

	private static void send(Connection to, int number) {
		to.write(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
		to.flush();
	}

	private static void awaitZero(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Writes down what a reader hands over, which always finds this errand. */
	private class Reader extends Recorder implements Errands {

		private final Function<Runnable, @Nullable Runnable> errand;

		/** For each time whether an errand would have been taken. */
		private final Queue<Boolean> offered = new ConcurrentLinkedQueue<>();

		private final CountDownLatch first = new CountDownLatch(1);

		private @Nullable Runnable beforeWaiting;

		Reader(Function<Runnable, @Nullable Runnable> errand) {
			this.errand = errand;
		}

		void awaitFirst() {
			awaitZero(this.first);
		}

		@Override
		public void opened(Connection connection) {
			super.opened(connection);
			connection.readBy(this);
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			if (this.first.getCount() > 0) {
				assertThat(chunk.remaining()).isEqualTo(Integer.BYTES);
				this.first.countDown();
				return;
			}
			super.bytes(chunk);
		}

		@Override
		public void begin(int count, @Nullable Runnable beforeWaiting) {
			StreamReaderTests.this.readers.add(Thread.currentThread());
			this.offered.add(beforeWaiting != null);
			this.beforeWaiting = beforeWaiting;
		}

		@Override
		public @Nullable Runnable end() {
			Runnable waits = this.beforeWaiting;
			return (waits != null) ? this.errand.apply(waits) : null;
		}

	}

	/** Does something besides when bytes have come. */
	private final class Hooked extends Reader {

		private final Runnable hook;

		Hooked(Runnable hook, Function<Runnable, @Nullable Runnable> errand) {
			super(errand);
			this.hook = hook;
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			super.bytes(chunk);
			if (size() > 0) {
				this.hook.run();
			}
		}

	}

}
