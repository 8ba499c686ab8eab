package io.actor.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.wire.epmd.EpmdAnswer;
import io.actor.wire.epmd.EpmdException;
import io.actor.wire.epmd.EpmdExchange;
import io.actor.wire.epmd.EpmdRequest;
import io.actor.wire.epmd.NodeEntry;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.Transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to the port mappers (EPMD) of this and other hosts. */
final class PortMapper {

	/** The port of every port mapper, unless the environment says otherwise. */
	private static final int PORT = 4369;

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.epmd");

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Duration REGISTER_AGAIN = Duration.ofSeconds(2);

	private final Transport transport;

	private final ActorTimers timers;

	private final ActorClock clock;

	private final int port;

	private volatile @Nullable Connection registration;

	private volatile boolean closed;

	PortMapper(Transport transport, ActorTimers timers, ActorClock clock, int port) {
		this.port = port;
		this.transport = transport;
		this.timers = timers;
		this.clock = clock;
	}

	/**
	 * The port all nodes of a host agree on.
	 * @param environment value of {@code ERL_EPMD_PORT}, which OTP reads too
	 */
	static int port(@Nullable String environment) {
		if (environment == null || environment.isBlank()) {
			return PORT;
		}
		try {
			int port = Integer.parseInt(environment.strip());
			if (port >= 1 && port <= 65_535) {
				return port;
			}
		}
		catch (NumberFormatException ex) {
			// Said below.
		}
		throw new NodeStartException("ERL_EPMD_PORT is not a port number: '" + environment + "'", null);
	}

	/**
	 * Asks for the port of a node.
	 * @param then gets the port, or null and why there is none
	 */
	void lookup(String alive, String host, BiConsumer<@Nullable Integer, String> then) {
		exchange(host, new EpmdRequest.PortPlease(alive), false, (answer, problem) -> {
			if (answer instanceof EpmdAnswer.Found found && found.entry().speaksOurVersion()) {
				then.accept(found.entry().port(), "");
			}
			else if (answer instanceof EpmdAnswer.Found) {
				then.accept(null, "it speaks another version of the protocol");
			}
			else if (answer != null) {
				then.accept(null, "the port mapper of " + host + " does not know '" + alive + "'");
			}
			else {
				then.accept(null, "no port mapper answers on " + host + ":" + this.port + " (" + problem + ")");
			}
		});
	}

	/**
	 * Registers this node with the port mapper of this host and stays registered.
	 * @param then gets null, or why it could not be registered
	 */
	void register(String alive, int port, Consumer<@Nullable String> then) {
		exchange("localhost", new EpmdRequest.Register(new NodeEntry(alive, port)), true, (answer, problem) -> {
			if (answer instanceof EpmdAnswer.Registered) {
				then.accept(null);
			}
			else if (answer != null) {
				then.accept("the port mapper refused the name '" + alive + "': another node has it");
			}
			else {
				then.accept("no port mapper answers on localhost:" + this.port + " (" + problem + ")");
			}
		});
	}

	/** Registers again when the port mapper went away; the creation stays. */
	private void registerAgain(EpmdRequest request) {
		if (this.closed) {
			return;
		}
		this.timers.schedule(new Timer(this.clock.nanoTime() + REGISTER_AGAIN.toNanos()) {
			@Override
			protected void expire() {
				exchange("localhost", request, true, (answer, problem) -> {
					if (answer == null) {
						registerAgain(request);
					}
				});
			}
		});
	}

	private void exchange(String host, EpmdRequest request, boolean keep,
			BiConsumer<@Nullable EpmdAnswer, String> then) {
		this.transport.connect(host, this.port, TIMEOUT, new Exchange(request, keep, then));
	}

	void close() {
		this.closed = true;
		Connection open = this.registration;
		if (open != null) {
			open.close();
		}
	}

	/** One question on a connection of its own. */
	private final class Exchange implements ConnectionHandler {

		private final EpmdRequest request;

		private final EpmdExchange exchange;

		private final boolean keep;

		private final BiConsumer<@Nullable EpmdAnswer, String> then;

		private @Nullable Connection connection;

		/** Written by the I/O thread, read by the timer thread. */
		private volatile boolean answered;

		private Exchange(EpmdRequest request, boolean keep, BiConsumer<@Nullable EpmdAnswer, String> then) {
			this.request = request;
			this.exchange = new EpmdExchange(request);
			this.keep = keep;
			this.then = then;
		}

		@Override
		public void opened(Connection opened) {
			this.connection = opened;
			opened.write(this.exchange.request());
			opened.flush();
			PortMapper.this.timers.schedule(new Timer(PortMapper.this.clock.nanoTime() + TIMEOUT.toNanos()) {
				@Override
				protected void expire() {
					if (!Exchange.this.answered) {
						opened.abort();
					}
				}
			});
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			try {
				this.exchange.receive(chunk).ifPresent(this::answer);
			}
			catch (EpmdException ex) {
				close();
			}
		}

		private void answer(EpmdAnswer answer) {
			this.answered = true;
			if (this.keep && answer instanceof EpmdAnswer.Registered) {
				PortMapper.this.registration = this.connection;
			}
			else {
				close();
			}
			this.then.accept(answer, "");
		}

		private void close() {
			Connection open = this.connection;
			if (open != null) {
				open.close();
			}
		}

		@Override
		public void closed(CloseReason reason) {
			if (!this.answered) {
				this.answered = true;
				this.then.accept(null, reason.kind().name().toLowerCase(Locale.ROOT));
			}
			else if (this.keep && PortMapper.this.registration == this.connection && !PortMapper.this.closed) {
				LOGGER.warn("The port mapper went away; registering again");
				registerAgain(this.request);
			}
		}

	}

}
