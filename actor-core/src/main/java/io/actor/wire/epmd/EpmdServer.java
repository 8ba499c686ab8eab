package io.actor.wire.epmd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A port mapper: the nodes of one host, each registered for as long as its connection is
 * open. Give each connection a {@link Session}, pass on what comes, and do what it says.
 * It answers the requests 120, 122 and 110 with the bytes of Erlang's own; what is none
 * of them, or is malformed or too long, ends the connection without an answer. Other than
 * Erlang's it refuses nodes nobody could reach (port 0, a protocol that is not TCP) and
 * names that would break its list of names. Thread-safe.
 */
public final class EpmdServer {

	/** How long a connection may take to ask. */
	public static final Duration REQUEST_TIME = Duration.ofSeconds(5);

	/** Most nodes that are registered at once. */
	static final int MAX_NODES = 1024;

	/** Most connections that have not asked yet. */
	static final int MAX_ASKING = 256;

	/** The same from other hosts, so that they leave room for those of this one. */
	static final int MAX_ASKING_AFAR = 128;

	/** The same from one address of another host, so that none keeps the others out. */
	static final int MAX_ASKING_OF_ADDRESS = 16;

	/** Names that are gone and whose creation is remembered; as many as Erlang's. */
	static final int MAX_FORMER = 1000;

	/** The lowest creation: those below have another meaning in older nodes. */
	private static final int FIRST_CREATION = 4;

	private final int port;

	/** By name, the newest last. */
	private final Map<String, Registration> nodes = new LinkedHashMap<>();

	/** Creations of names that are gone, those gone longest first. */
	private final Map<String, Integer> former = new LinkedHashMap<>();

	private int asking;

	private int askingAfar;

	/** By address of another host: how many have not asked yet. */
	private final Map<String, Integer> askingOf = new HashMap<>();

	/** What a connection is at. */
	private enum State {

		ASKING, REGISTERED, OVER

	}

	/**
	 * What to do with a connection.
	 *
	 * @param answer bytes to send, may be none
	 * @param close whether to close it when they are sent
	 */
	public record Reaction(byte[] answer, boolean close) {

		static final Reaction CLOSE = new Reaction(new byte[0], true);

	}

	private record Registration(Session session, NodeEntry entry, int creation) {
	}

	/**
	 * A port mapper nobody has registered with.
	 * @param port the port it listens on, which it tells with the list of names
	 */
	public EpmdServer(int port) {
		this.port = port;
	}

	/**
	 * A connection has come from this host: only its nodes may register.
	 * @return empty if there are too many; close it
	 */
	public synchronized Optional<Session> acceptLocal() {
		if (this.asking >= MAX_ASKING) {
			return Optional.empty();
		}
		this.asking++;
		return Optional.of(new Session(null));
	}

	/**
	 * A connection has come from another host.
	 * @param address what is counted as one address there
	 * @return empty if there are too many, of all or of this address; close it
	 */
	public synchronized Optional<Session> acceptFrom(String address) {
		if (this.asking >= MAX_ASKING || this.askingAfar >= MAX_ASKING_AFAR
				|| this.askingOf.getOrDefault(address, 0) >= MAX_ASKING_OF_ADDRESS) {
			return Optional.empty();
		}
		this.asking++;
		this.askingAfar++;
		this.askingOf.merge(address, 1, Integer::sum);
		return Optional.of(new Session(address));
	}

	/** The nodes, the newest first. */
	public synchronized List<NamedPort> names() {
		List<NamedPort> names = new ArrayList<>();
		this.nodes.values().forEach((each) -> names.add(new NamedPort(each.entry().name(), each.entry().port())));
		return names.reversed();
	}

	private EpmdAnswer register(Session session, NodeEntry entry, long wallSeconds) {
		boolean old = entry.highestVersion() < NodeEntry.VERSION;
		if (this.nodes.containsKey(entry.name()) || this.nodes.size() >= MAX_NODES) {
			return new EpmdAnswer.Refused(1, old);
		}
		Integer before = this.former.remove(entry.name());
		int creation = (before != null) ? before + 1 : (int) wallSeconds;
		if (Integer.compareUnsigned(creation, FIRST_CREATION) < 0) {
			creation = FIRST_CREATION;
		}
		this.nodes.put(entry.name(), new Registration(session, entry, creation));
		// Nodes before OTP 23 have two bits for it.
		return new EpmdAnswer.Registered(old ? Integer.remainderUnsigned(creation, 3) + 1 : creation, old);
	}

	private void unregister(Session session) {
		Iterator<Registration> each = this.nodes.values().iterator();
		while (each.hasNext()) {
			Registration registration = each.next();
			if (registration.session() == session) {
				each.remove();
				this.former.put(registration.entry().name(), registration.creation());
				if (this.former.size() > MAX_FORMER) {
					this.former.remove(this.former.keySet().iterator().next());
				}
				return;
			}
		}
	}

	private EpmdAnswer port(String name) {
		Registration registration = this.nodes.get(name);
		return (registration != null) ? new EpmdAnswer.Found(registration.entry()) : new EpmdAnswer.Unknown();
	}

	/** One connection: one request, and if it registers a node, nothing after it. */
	public final class Session {

		/** Null for this host. */
		private final @Nullable String afar;

		private final ByteArrayOutputStream received = new ByteArrayOutputStream();

		private State state = State.ASKING;

		private Session(@Nullable String afar) {
			this.afar = afar;
		}

		/**
		 * Takes what has come.
		 * @param in bytes as they came, consumed
		 * @param wallSeconds seconds since 1970, from which new creations are made
		 * @return what to do, or empty if there is nothing to do yet
		 */
		public Optional<Reaction> receive(ByteBuffer in, long wallSeconds) {
			synchronized (EpmdServer.this) {
				if (this.state != State.ASKING) {
					// A registered node has nothing to say, so this is none.
					in.position(in.limit());
					return Optional.of(Reaction.CLOSE);
				}
				byte[] bytes = new byte[Math.min(in.remaining(), EpmdRequest.MAX_LENGTH + 3)];
				in.get(bytes);
				in.position(in.limit());
				this.received.writeBytes(bytes);
				ByteBuffer request = ByteBuffer.wrap(this.received.toByteArray());
				try {
					return answer(request, wallSeconds);
				}
				catch (EpmdException ex) {
					return Optional.of((ex.isRefusal() && this.afar == null) ? refusal(request) : Reaction.CLOSE);
				}
			}
		}

		private Optional<Reaction> answer(ByteBuffer request, long wallSeconds) {
			Optional<EpmdRequest> read = EpmdRequest.read(request);
			if (read.isEmpty()) {
				return Optional.empty();
			}
			if (request.hasRemaining()) {
				return Optional.of(Reaction.CLOSE);
			}
			return Optional.of(switch (read.get()) {
				case EpmdRequest.Register(NodeEntry entry) -> registration(entry, wallSeconds);
				case EpmdRequest.PortPlease(String name) -> new Reaction(port(name).encoded(), true);
				case EpmdRequest.Names() ->
					new Reaction(new EpmdAnswer.AllNames(EpmdServer.this.port, names()).encoded(), true);
			});
		}

		private Reaction registration(NodeEntry entry, long wallSeconds) {
			if (this.afar != null) {
				return Reaction.CLOSE;
			}
			EpmdAnswer answer = register(this, entry, wallSeconds);
			if (answer instanceof EpmdAnswer.Registered) {
				over(State.REGISTERED);
				return new Reaction(answer.encoded(), false);
			}
			return new Reaction(answer.encoded(), true);
		}

		/** The request is complete, and its fields are where they should be. */
		private static Reaction refusal(ByteBuffer request) {
			if (request.get(2) != EpmdRequest.Register.TAG) {
				return Reaction.CLOSE;
			}
			int highest = request.getShort(7) & 0xFFFF;
			return new Reaction(new EpmdAnswer.Refused(1, highest < NodeEntry.VERSION).encoded(), true);
		}

		/** Whether its request is not complete yet. */
		public boolean isAsking() {
			synchronized (EpmdServer.this) {
				return this.state == State.ASKING;
			}
		}

		/** The connection has ended; a node that was registered over it no longer is. */
		public void closed() {
			synchronized (EpmdServer.this) {
				if (this.state == State.REGISTERED) {
					unregister(this);
				}
				over(State.OVER);
			}
		}

		private void over(State next) {
			if (this.state == State.ASKING) {
				EpmdServer.this.asking--;
				if (this.afar != null) {
					EpmdServer.this.askingAfar--;
					EpmdServer.this.askingOf.computeIfPresent(this.afar, (_, open) -> (open > 1) ? open - 1 : null);
				}
			}
			this.state = next;
		}

	}

}
