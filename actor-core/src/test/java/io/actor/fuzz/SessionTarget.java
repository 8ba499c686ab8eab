package io.actor.fuzz;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeResolver;
import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Destination;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;

import static org.awaitility.Awaitility.await;

/**
 * A peer that knows the cookie says what it likes to a whole node: the input chooses
 * signals, their processes and their payloads. Another peer notices nothing, and no part
 * of the node is restarted.
 */
final class SessionTarget extends FuzzTarget {

	private static final String COOKIE = "known-to-both-of-these-peers";

	private static final String NAME = "target@memory";

	/** Greater than the node's name: of two that call each other it is the one let in. */
	private static final String EVIL = "wicked@memory";

	private static final int MOST_SIGNALS = 200;

	private static final List<String> NAMES = List.of(Node.APPLICATION, "net_kernel", "pg", "rex", "victim", "nobody");

	/** Words with a meaning to somebody. */
	private static final List<Term> WORDS = words("$gen_call", "$gen_cast", "system", "terminate", "suspend", "EXIT",
			"DOWN", "is_auth", "discover", "sync", "join", "leave", "kill", "normal", "shutdown", "alias", "call",
			"which_children", "terminate_child", "get_state", "debug", "replace_state", "process", "link", "monitor");

	private static State shared;

	/** The node all inputs meet, and the peer that must not notice. */
	private static final class State {

		private final MemoryNetwork network = new MemoryNetwork();

		private final Node node;

		private final Talk good;

		private final List<Pid> parts;

		private int marks;

		State() {
			ActorClock clock = ActorClock.system();
			this.node = Node.start(NodeConfig.named(NAME, COOKIE)
				.epmd(EpmdMode.NONE)
				.resolver(NodeResolver.fixedPort(4370))
				.seams(new NodeConfig.Seams(clock, () -> ActorTimers.wheel(clock), ActorScheduler::start,
						Randomness.secure(), this.network::transport)));
			this.good = new Talk(this.network, "good@memory");
			this.parts = parts();
		}

		private List<Pid> parts() {
			return Stream.of(Node.APPLICATION, "net_kernel", "pg")
				.map((name) -> this.node.whereis(name).orElse(null))
				.toList();
		}

		private void victim() {
			if (this.node.whereis("victim").isEmpty()) {
				this.node.start(() -> new Listener(new LinkedBlockingQueue<>()), StartOptions.named("victim"));
			}
		}

		/** Nothing but the evil peer's own connection has suffered. */
		private void check() throws InterruptedException {
			for (Pid part : this.parts) {
				settle(part);
			}
			require(this.node.processes().restarts() == 0 && parts().equals(this.parts),
					"A part of the node was restarted");
			LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
			ServerRef sink = this.node.start(() -> new Listener(heard), StartOptions.named("sink"));
			Term mark = Int.of(++this.marks);
			this.good.send(new ControlMessage.RegSend(pid("good@memory", 1), "sink"), mark);
			require(mark.equals(heard.poll(10, TimeUnit.SECONDS)), "Another peer is not heard any more");
			require(!this.good.wire.isClosed(), "Another peer has lost its connection");
			sink.stop(ExitReason.NORMAL, Duration.ofSeconds(10));
		}

		/** It has handled all its messages, or is no more. */
		private void settle(Pid pid) {
			long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
			while (System.nanoTime() < end) {
				ProcessInfo info = this.node.processes().info(pid).orElse(null);
				if (info == null || (info.mailbox() == 0 && (info.status() == ProcessInfo.Status.WAITING
						|| info.status() == ProcessInfo.Status.HIBERNATING))) {
					return;
				}
				Thread.yield();
			}
			throw new AssertionError("A part of the node does not come to rest");
		}

	}

	/** Keeps what it hears. */
	private static final class Listener extends GenServer<Term, Term> {

		private final LinkedBlockingQueue<Object> heard;

		Listener(LinkedBlockingQueue<Object> heard) {
			this.heard = heard;
		}

		@Override
		protected Next handleInfo(Object message) {
			this.heard.add(message);
			return noReply();
		}

	}

	/** A connection that is up. */
	private static final class Talk implements AutoCloseable {

		private final MemoryNetwork.Wire wire;

		private final DistributionEncoder encoder;

		Talk(MemoryNetwork network, String name) {
			InitiatorHandshake handshake = new InitiatorHandshake(new LocalNode(name, 77), NAME, Cookie.of(COOKIE),
					4711, () -> true, (challenge) -> false, LengthPrefix.U16);
			this.wire = network.open(name);
			this.wire.say(handshake.start());
			DistributionFlags chosen = null;
			while (chosen == null) {
				require(!this.wire.isClosed(), "A peer that knows the cookie is not let in");
				HandshakeStep step = handshake.receive(ByteBuffer.wrap(this.wire.heard()));
				if (step instanceof HandshakeStep.Established established) {
					chosen = established.chosenFlags();
				}
				this.wire.say(step.output());
			}
			this.encoder = new DistributionEncoder(chosen);
		}

		void send(ControlMessage message, Term payload) {
			List<byte[]> frames = frames(message, payload);
			frames.forEach(this.wire::say);
		}

		List<byte[]> frames(ControlMessage message, Term payload) {
			List<byte[]> frames = new ArrayList<>();
			Consumer<byte[]> add = frames::add;
			if (message.hasPayload()) {
				this.encoder.encode(message, payload, add);
			}
			else {
				this.encoder.encode(message, add);
			}
			return frames;
		}

		@Override
		public void close() {
			this.wire.close();
		}

	}

	@Override
	Stream<byte[]> seeds() {
		Random random = new Random(7);
		Stream<byte[]> scripts = Stream.generate(() -> {
			byte[] script = new byte[20 + random.nextInt(200)];
			random.nextBytes(script);
			return script;
		}).limit(40);
		// Each signal once, to each of the processes.
		Stream<byte[]> each = Stream.iterate(0, (i) -> i + 1).limit(18 * 6).map((i) -> {
			byte[] script = new byte[40];
			Arrays.fill(script, (byte) (i / 18));
			script[0] = (byte) (i % 18);
			return script;
		});
		return Stream.concat(each, scripts);
	}

	@Override
	void take(byte[] input) throws Throwable {
		synchronized (SessionTarget.class) {
			State state = state();
			state.victim();
			Script script = new Script(input, state.node);
			try (Talk talk = new Talk(state.network, EVIL)) {
				// Only now, so that a peer may come while the node is calling it.
				state.network.refuse();
				for (int i = 0; i < MOST_SIGNALS && script.goesOn() && !talk.wire.isClosed(); i++) {
					script.next(talk).forEach(talk.wire::say);
				}
			}
			state.check();
		}
	}

	/** The node begins to call the evil peer, and waits for an answer. */
	void call() {
		synchronized (SessionTarget.class) {
			state().node.send(pid(EVIL, 1), Atom.of("hello"));
			await().until(state().network::isCalling);
		}
	}

	private static State state() {
		if (shared == null) {
			shared = new State();
		}
		return shared;
	}

	/** Closes the node, if there is one. */
	static void close() {
		synchronized (SessionTarget.class) {
			if (shared != null) {
				shared.node.close();
				shared = null;
			}
		}
	}

	private static List<Term> words(String... words) {
		return Stream.of(words).<Term>map(Atom::of).toList();
	}

	private static Pid pid(String node, int id) {
		return new Pid(Atom.of(node), id, 0, 77);
	}

	/** Reads the input as what a peer does. */
	private static final class Script {

		private final ByteBuffer input;

		private final Node node;

		Script(byte[] input, Node node) {
			this.input = ByteBuffer.wrap(input);
			this.node = node;
		}

		boolean goesOn() {
			return this.input.hasRemaining();
		}

		private int next() {
			return this.input.hasRemaining() ? this.input.get() & 0xFF : 0;
		}

		private int below(int bound) {
			return next() % bound;
		}

		List<byte[]> next(Talk talk) {
			int choice = below(20);
			return switch (choice) {
				case 18 -> List.of(new byte[4]);
				case 19 -> {
					byte[] bytes = bytes();
					yield List.of(ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array());
				}
				default -> damaged(talk.frames(message(choice), term(3)));
			};
		}

		private List<byte[]> damaged(List<byte[]> frames) {
			if (below(8) == 7) {
				byte[] last = frames.getLast();
				last[below(last.length)] ^= (byte) next();
			}
			return frames;
		}

		private ControlMessage message(int choice) {
			return switch (choice) {
				case 0 -> new ControlMessage.RegSend(theirs(), name());
				case 1 -> new ControlMessage.SendSender(theirs(), ours());
				case 2 -> new ControlMessage.AliasSend(theirs(), ref());
				case 3 -> new ControlMessage.Link(theirs(), ours());
				case 4 -> new ControlMessage.UnlinkId(1 + next(), theirs(), ours());
				case 5 -> new ControlMessage.UnlinkIdAck(1 + next(), theirs(), ours());
				case 6 -> new ControlMessage.Exit(theirs(), ours());
				case 7 -> new ControlMessage.Exit2(theirs(), ours());
				case 8 -> new ControlMessage.MonitorP(theirs(), item(), new Ref(Atom.of(EVIL), 77, next(), 0, 0));
				case 9 -> new ControlMessage.DemonitorP(theirs(), item(), new Ref(Atom.of(EVIL), 77, next(), 0, 0));
				case 10 -> new ControlMessage.MonitorPExit(item(), ours(), ref());
				case 11 -> new ControlMessage.GroupLeader(theirs(), ours());
				case 12 -> new ControlMessage.SpawnRequest(ref(), theirs(), theirs(), "erlang", "halt", 0,
						ListTerm.of(Atom.of("link"), Atom.of("monitor")));
				case 13 -> new ControlMessage.SpawnReply(ref(), ours(), below(4), theirs());
				case 14 -> new ControlMessage.Send(ours());
				case 15 -> new ControlMessage.RegSend(pid("third@memory", 1), name());
				case 16 -> new ControlMessage.Exit2(ours(), ours());
				default -> new ControlMessage.Link(pid("third@memory", 1), ours());
			};
		}

		private Pid theirs() {
			return pid(EVIL, below(4));
		}

		private Pid ours() {
			int choice = below(10);
			if (choice < NAMES.size()) {
				Pid known = this.node.whereis(NAMES.get(choice)).orElse(null);
				if (known != null) {
					return known;
				}
			}
			return switch (choice) {
				case 6 -> pid("third@memory", next());
				case 7 -> new Pid(Atom.of(NAME), 1_000_000 + next(), 0, this.node.creation());
				default -> new Pid(Atom.of(NAME), next(), 0, 5);
			};
		}

		private String name() {
			return NAMES.get(below(NAMES.size()));
		}

		private Destination item() {
			return (below(2) == 0) ? ours() : RegisteredName.local(name());
		}

		private Ref ref() {
			return (below(2) == 0) ? new Ref(Atom.of(EVIL), 77, next(), 0, 0)
					: new Ref(Atom.of(NAME), this.node.creation(), next(), 0, 0);
		}

		private Term term(int depth) {
			int choice = below(10);
			return switch (choice) {
				case 0 -> Int.of(next());
				case 1 -> theirs();
				case 2 -> ours();
				case 3 -> ref();
				case 4 -> raw();
				case 5, 6 -> WORDS.get(below(WORDS.size()));
				case 7 -> (depth > 0) ? ListTerm.of(term(depth - 1), term(depth - 1)) : ListTerm.EMPTY;
				default -> {
					Term[] elements = new Term[(depth > 0) ? 2 + below(3) : 0];
					Arrays.setAll(elements, (i) -> (i == 0) ? WORDS.get(below(WORDS.size())) : term(depth - 1));
					yield Tuple.of(elements);
				}
			};
		}

		private byte[] bytes() {
			byte[] bytes = new byte[Math.min(this.input.remaining(), next())];
			this.input.get(bytes, 0, Math.min(bytes.length, this.input.remaining()));
			return bytes;
		}

		private Term raw() {
			byte[] bytes = bytes();
			try {
				return new TermDecoder(DecodeLimits.WIRE).decode(ByteBuffer.wrap(bytes), List.of());
			}
			catch (MalformedTermException ex) {
				return Binary.of(bytes);
			}
		}

	}

}
