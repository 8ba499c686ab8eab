package io.actor.wire.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Writes down what happens on a connection. */
class Recorder implements ConnectionHandler {

	final AtomicReference<Connection> opened = new AtomicReference<>();

	private final AtomicReference<CloseReason> closed = new AtomicReference<>();

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
	}

	@Override
	public void closed(CloseReason reason) {
		assertThat(this.closed.getAndSet(reason)).isNull();
	}

	Connection awaitOpen() {
		eventually(() -> this.opened.get() != null);
		return this.opened.get();
	}

	CloseReason awaitClosed() {
		eventually(() -> this.closed.get() != null);
		return this.closed.get();
	}

	void awaitSize(int bytes) {
		eventually(() -> this.received.size() >= bytes);
	}

	byte[] received() {
		return this.received.toByteArray();
	}

	int size() {
		return this.received.size();
	}

	private static void eventually(Callable<Boolean> condition) {
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(condition);
	}

}
