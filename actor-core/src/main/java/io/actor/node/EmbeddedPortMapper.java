package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.wire.epmd.EpmdServer;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.Listener;
import io.actor.wire.transport.PortInUseException;
import io.actor.wire.transport.Transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port mapper that runs in this JVM, for all nodes of the host: an {@link EpmdServer}
 * behind sockets. Its connections end with the transport.
 */
final class EmbeddedPortMapper {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.epmd");

	private final EpmdServer server;

	private final ActorTimers timers;

	private final ActorClock clock;

	private final LimitHits hits;

	private final RefusalLog log;

	private final List<Listener> listeners = new ArrayList<>();

	private EmbeddedPortMapper(EpmdServer server, ActorTimers timers, ActorClock clock, LimitHits hits) {
		this.server = server;
		this.timers = timers;
		this.clock = clock;
		this.hits = hits;
		this.log = new RefusalLog(clock);
	}

	/**
	 * Opens its ports. Waits for that, so neither an I/O nor the timer thread may call.
	 * @throws PortInUseException if another one runs
	 * @throws IOException if an address cannot be bound for another reason
	 */
	static EmbeddedPortMapper open(EpmdPlace place, Transport transport, ActorTimers timers, ActorClock clock,
			LimitHits hits) throws IOException {
		EmbeddedPortMapper mapper = new EmbeddedPortMapper(new EpmdServer(place.port()), timers, clock, hits);
		try {
			for (InetAddress address : place.required()) {
				mapper.listeners.add(transport.listen(address, place.port(), mapper::accept));
			}
		}
		catch (IOException ex) {
			mapper.close();
			throw ex;
		}
		for (InetAddress address : place.wished()) {
			try {
				mapper.listeners.add(transport.listen(address, place.port(), mapper::accept));
			}
			catch (IOException ex) {
				LOGGER.debug("The port mapper does not listen on {}", address, ex);
			}
		}
		return mapper;
	}

	private ConnectionHandler accept(SocketAddress remote) {
		boolean local = remote instanceof InetSocketAddress inet && inet.getAddress() != null
				&& inet.getAddress().isLoopbackAddress();
		String address = Strangers.address(remote);
		EpmdServer.Session session = (local ? this.server.acceptLocal() : this.server.acceptFrom(address)).orElse(null);
		if (session == null) {
			this.hits.count(Limit.PORT_MAPPER);
			this.log.refused("anybody at " + address, "too many connections to the port mapper have not asked yet");
		}
		return new Handler(session);
	}

	/** Closes the ports. */
	void close() {
		this.listeners.forEach(Listener::close);
	}

	/** One connection, or one too many. */
	private final class Handler implements ConnectionHandler {

		private final EpmdServer.@Nullable Session session;

		private @Nullable Connection connection;

		private @Nullable Timer deadline;

		private Handler(EpmdServer.@Nullable Session session) {
			this.session = session;
		}

		@Override
		public void opened(Connection opened) {
			EpmdServer.Session own = this.session;
			if (own == null) {
				opened.abort();
				return;
			}
			this.connection = opened;
			long end = EmbeddedPortMapper.this.clock.nanoTime() + EpmdServer.REQUEST_TIME.toNanos();
			Timer limit = new Timer(end) {
				@Override
				protected void expire() {
					if (own.isAsking()) {
						opened.abort();
					}
				}
			};
			this.deadline = limit;
			EmbeddedPortMapper.this.timers.schedule(limit);
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			EpmdServer.Session own = this.session;
			Connection open = this.connection;
			if (own == null || open == null) {
				return;
			}
			Optional<EpmdServer.Reaction> reaction = own.receive(chunk,
					EmbeddedPortMapper.this.clock.wallMillis() / 1000);
			reaction.ifPresent((what) -> {
				open.write(what.answer());
				open.flush();
				if (what.close()) {
					open.close();
				}
				else {
					inTime();
				}
			});
		}

		private void inTime() {
			Timer limit = this.deadline;
			if (limit != null) {
				limit.cancel();
			}
		}

		@Override
		public void closed(CloseReason reason) {
			inTime();
			if (this.session != null) {
				this.session.closed();
			}
		}

	}

}
