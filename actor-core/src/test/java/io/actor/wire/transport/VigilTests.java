package io.actor.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** One that waits for answers, which have come quickly so far. */
@Timeout(30)
class VigilTests {

	private final AtomicBoolean called = new AtomicBoolean();

	private Selector selector;

	private Pipe pipe;

	private Vigil vigil;

	@BeforeEach
	void open() throws IOException {
		this.selector = Selector.open();
		this.pipe = Pipe.open();
		this.pipe.source().configureBlocking(false);
		this.pipe.source().register(this.selector, SelectionKey.OP_READ);
		this.vigil = new Vigil(this.selector, this.called::get);
		for (int i = 0; i < 100; i++) {
			answer();
			this.vigil.await(true);
			assertThat(taken()).isEqualTo(1);
		}
	}

	@AfterEach
	void close() throws IOException {
		this.selector.close();
		this.pipe.source().close();
		this.pipe.sink().close();
	}

	@Test
	void itWaitsUntilTheAnswerIsThere() throws Exception {
		CompletableFuture<Integer> awaited = new CompletableFuture<>();
		Thread.ofPlatform().start(() -> {
			try {
				this.vigil.await(true);
				awaited.complete(taken());
			}
			catch (IOException ex) {
				awaited.completeExceptionally(ex);
			}
		});
		answer();

		assertThat(awaited.get(20, TimeUnit.SECONDS)).isEqualTo(1);
	}

	@Test
	void itHearsWhoCallsThoughNoAnswerComes() throws IOException {
		this.called.set(true);
		this.selector.wakeup();
		this.vigil.await(true);

		assertThat(taken()).isZero();
	}

	@Test
	void itHearsWhoCallsWhenNothingWasAsked() throws IOException {
		this.selector.wakeup();
		this.vigil.await(false);

		assertThat(taken()).isZero();
	}

	private void answer() throws IOException {
		this.pipe.sink().write(ByteBuffer.allocate(1));
	}

	private int taken() throws IOException {
		this.selector.selectedKeys().clear();
		return Math.max(0, this.pipe.source().read(ByteBuffer.allocate(8)));
	}

}
