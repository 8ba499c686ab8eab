package io.actor.test.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A slow way to a node on the loopback network: bytes arrive in order, each piece later
 * by a time and by some more at random.
 */
final class Relay implements AutoCloseable {

	private static final int PIECE = 16 * 1024;

	private final ServerSocket listening;

	private final Place target;

	private final Duration delay;

	private final Duration jitter;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final Random random = new Random(1);

	private Relay(Place target, ServerSocket listening, Duration delay, Duration jitter) {
		this.target = target;
		this.listening = listening;
		this.delay = delay;
		this.jitter = jitter;
	}

	/** Begins to relay to this place. */
	static Relay to(Place target, Duration delay, Duration jitter) {
		try {
			ServerSocket listening = new ServerSocket();
			listening.bind(new InetSocketAddress(InetAddress.getByName(target.address()), 0));
			Relay relay = new Relay(target, listening, delay, jitter);
			Thread.ofVirtual().start(relay::accept);
			return relay;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The target, as others have to reach it. */
	Place place() {
		return new Place.Relayed(this.target, this.listening.getLocalPort());
	}

	private void accept() {
		try {
			while (true) {
				Socket from = this.listening.accept();
				Socket to = new Socket(this.target.address(), Place.PORT);
				this.sockets.addAll(List.of(from, to));
				from.setTcpNoDelay(true);
				to.setTcpNoDelay(true);
				Thread.ofVirtual().start(() -> pump(from, to));
				Thread.ofVirtual().start(() -> pump(to, from));
			}
		}
		catch (IOException ex) {
			// It was closed.
		}
	}

	private void pump(Socket from, Socket to) {
		long last = System.nanoTime();
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (byte[] piece = read(in); piece.length > 0; piece = read(in)) {
				byte[] bytes = piece;
				last = later(last, () -> out.write(bytes));
			}
		}
		catch (IOException ex) {
			// The other end learns it as it would the end.
		}
		later(last, to::close);
	}

	private static byte[] read(InputStream in) throws IOException {
		byte[] piece = new byte[PIECE];
		int length = in.read(piece);
		return (length > 0) ? Arrays.copyOf(piece, length) : new byte[0];
	}

	/** Does this after the delay, and not before what was to be done last. */
	private synchronized long later(long last, Step step) {
		long now = System.nanoTime();
		long more = (long) (this.jitter.toNanos() * this.random.nextDouble());
		long due = Math.max(last, now + this.delay.toNanos() + more);
		if (!this.clock.isShutdown()) {
			this.clock.schedule(() -> {
				step.run();
				return null;
			}, due - now, TimeUnit.NANOSECONDS);
		}
		return due;
	}

	@FunctionalInterface
	private interface Step {

		void run() throws IOException;

	}

	@Override
	public void close() {
		synchronized (this) {
			this.clock.shutdownNow();
		}
		try {
			this.listening.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
