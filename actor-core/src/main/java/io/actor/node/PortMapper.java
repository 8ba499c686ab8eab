package io.actor.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

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

/** Asks the port mappers (EPMD) of this and other hosts. */
final class PortMapper implements NodeResolver {

	/** The host on which it registers. */
	static final String HERE = "localhost";

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Transport transport;

	private final ActorTimers timers;

	private final ActorClock clock;

	private final int port;

	/** Hears how a registration fares. */
	interface Registrant {

		/** It is registered for as long as this connection is open. */
		void registered(Connection connection);

		/**
		 * It is not registered.
		 * @param refused whether there is a port mapper and it says no
		 * @param problem why
		 */
		void failed(boolean refused, String problem);

		/** It was registered, and the connection has ended. */
		void lost();

	}

	PortMapper(Transport transport, ActorTimers timers, ActorClock clock, int port) {
		this.transport = transport;
		this.timers = timers;
		this.clock = clock;
		this.port = port;
	}

	int port() {
		return this.port;
	}

	@Override
	public CompletionStage<InetSocketAddress> resolve(String node) {
		PeerAddress peer = new PeerAddress(node, null);
		CompletableFuture<InetSocketAddress> found = new CompletableFuture<>();
		ask(peer.host(), new EpmdRequest.PortPlease(peer.alive()), null, (answer, problem) -> {
			if (answer instanceof EpmdAnswer.Found entry && entry.entry().speaksOurVersion()) {
				found.complete(InetSocketAddress.createUnresolved(peer.host(), entry.entry().port()));
			}
			else {
				found.completeExceptionally(new IOException(whyNot(peer, answer, problem)));
			}
		});
		return found;
	}

	private String whyNot(PeerAddress peer, @Nullable EpmdAnswer answer, String problem) {
		return switch (answer) {
			case EpmdAnswer.Found _ -> "it speaks another version of the protocol";
			case null -> "no port mapper answers on " + peer.host() + ":" + this.port + " (" + problem + ")";
			default -> "the port mapper of " + peer.host() + " does not know '" + peer.alive() + "'";
		};
	}

	/** Registers a node on this host. */
	void register(NodeEntry entry, Registrant registrant) {
		ask(HERE, new EpmdRequest.Register(entry), registrant, (answer, problem) -> {
			if (answer == null) {
				registrant.failed(false, "no port mapper answers on " + HERE + ":" + this.port + " (" + problem + ")");
			}
			else {
				registrant.failed(true,
						"the port mapper refused the name '" + entry.name() + "': another node of this host has it");
			}
		});
	}

	private void ask(String host, EpmdRequest request, @Nullable Registrant registrant,
			BiConsumer<@Nullable EpmdAnswer, String> then) {
		this.transport.connect(host, this.port, TIMEOUT, new Exchange(request, registrant, then));
	}

	/** One question on a connection of its own. */
	private final class Exchange implements ConnectionHandler {

		private final EpmdExchange exchange;

		private final @Nullable Registrant registrant;

		private final BiConsumer<@Nullable EpmdAnswer, String> then;

		private @Nullable Connection connection;

		private @Nullable Timer deadline;

		private String problem = "";

		private boolean answered;

		private boolean registered;

		private Exchange(EpmdRequest request, @Nullable Registrant registrant,
				BiConsumer<@Nullable EpmdAnswer, String> then) {
			this.exchange = new EpmdExchange(request);
			this.registrant = registrant;
			this.then = then;
		}

		@Override
		public void opened(Connection opened) {
			this.connection = opened;
			opened.write(this.exchange.request());
			opened.flush();
			Timer limit = new Timer(PortMapper.this.clock.nanoTime() + TIMEOUT.toNanos()) {
				@Override
				protected void expire() {
					opened.abort();
				}
			};
			this.deadline = limit;
			PortMapper.this.timers.schedule(limit);
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			Connection open = this.connection;
			if (open == null) {
				return;
			}
			try {
				this.exchange.receive(chunk).ifPresent((answer) -> answer(open, answer));
			}
			catch (EpmdException ex) {
				this.problem = String.valueOf(ex.getMessage());
				open.abort();
			}
		}

		private void answer(Connection open, EpmdAnswer answer) {
			Timer limit = this.deadline;
			// It may have fired just now: then the connection is as good as gone.
			if (limit != null && !limit.cancel()) {
				return;
			}
			this.answered = true;
			Registrant keeper = this.registrant;
			if (keeper != null && answer instanceof EpmdAnswer.Registered) {
				this.registered = true;
				keeper.registered(open);
				return;
			}
			open.close();
			this.then.accept(answer, "");
		}

		@Override
		public void closed(CloseReason reason) {
			Timer limit = this.deadline;
			if (!this.answered) {
				boolean late = limit != null && !limit.cancel();
				String kind = (late ? CloseReason.Kind.TIMEOUT : reason.kind()).words();
				this.then.accept(null, this.problem.isEmpty() ? kind : this.problem);
			}
			else if (this.registered && this.registrant != null) {
				this.registrant.lost();
			}
		}

	}

}
