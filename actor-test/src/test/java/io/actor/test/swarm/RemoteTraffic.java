package io.actor.test.swarm;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Destination;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Tuple;
import io.actor.test.World;
import io.actor.test.simulation.NetworkWeather;
import io.actor.test.tape.Choices;
import io.actor.wire.distribution.DistributionEncoder;

/**
 * Numbered messages from everywhere to everywhere, small ones and ones that travel in
 * fragments, to pids, names and aliases. Checks MB-S1 to MB-S3, DC-S2, DC-S4 and DC-S7:
 * inside one connection nothing is missing, double, out of order or changed, nothing
 * comes outside one, and what waits to be sent is bounded.
 */
final class RemoteTraffic implements Workload {

	private static final Atom NUMBERED = Atom.of("numbered");

	private static final int LARGE = 70_000;

	private static final int HUGE = 1024 * 1024;

	private static final byte[] NOISE = noise();

	private final boolean heavy;

	private final Map<String, Sink> sinks = new TreeMap<>();

	private final Map<Integer, Stream> streams = new TreeMap<>();

	private final List<Sending> senders = new ArrayList<>();

	private int streamCount;

	/** Who takes messages on one incarnation of a node. */
	private record Sink(String node, Pid pid, Ref alias, int incarnation) {
	}

	/** Messages of one sender along one kind of way, whose order is kept. */
	private static final class Stream {

		private int sent;

		private final List<Integer> sizes = new ArrayList<>();

		private int taken = -1;

	}

	/** A sender. */
	private static final class Sending {

		private final String alive;

		private boolean gone;

		private boolean done;

		private Sending(String alive) {
			this.alive = alive;
		}

	}

	RemoteTraffic(boolean heavy) {
		this.heavy = heavy;
	}

	private static byte[] noise() {
		byte[] bytes = new byte[2 * HUGE];
		long state = 1;
		for (int i = 0; i < bytes.length; i++) {
			state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
			bytes[i] = (byte) (state >>> 56);
		}
		return bytes;
	}

	@Override
	public String name() {
		return this.heavy ? "flood" : "traffic";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		Neighbours neighbours = new Neighbours(arena, alive, node);
		Pid sink = node.spawn((self) -> arena.guard(() -> receive(arena, self, alive, neighbours)));
		neighbours.tell(sink);
		Choices choices = arena.choices(name());
		int count = this.heavy ? choices.between(1, 2) : 1 + choices.below(3);
		for (int i = 0; i < count; i++) {
			Sending sending = new Sending(alive);
			this.senders.add(sending);
			long budget = budget(arena) / count / arena.profile().nodes();
			node.spawn((self) -> arena.guard(() -> send(arena, self, sending, neighbours, budget)));
		}
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		this.sinks.remove(alive);
		this.senders.forEach((each) -> each.gone |= each.alive.equals(alive));
	}

	/** Bytes that a connection of this run can carry in some seconds. */
	private long budget(Arena arena) {
		NetworkWeather weather = arena.profile().weather();
		double delay = (weather.minDelay().toNanos() + weather.meanDelay().toNanos()) / 1e9
				+ weather.tailPercent() / 100.0 + weather.clogPerMille() / 400.0;
		double pieces = 1 + weather.splitPercent() / 40.0;
		double most = weather.window() / delay / pieces * (this.heavy ? 12 : 3);
		return (long) Math.min(this.heavy ? 4_000_000 : 1_000_000, most);
	}

	// ---- sending ----

	private void send(Arena arena, Process self, Sending me, Neighbours neighbours, long bytes) {
		Choices choices = arena.choices(name());
		Map<Object, Integer> mine = new HashMap<>();
		long budget = bytes;
		int messages = choices.between(1, 15 * arena.profile().size());
		int pause = choices.oneOf(1, 20, 500);
		for (int i = 0; i < messages && arena.active(); i++) {
			if (!this.sinks.isEmpty()) {
				Sink to = choices.oneOf(List.copyOf(this.sinks.values()));
				int size = size(choices, budget);
				budget -= size;
				long before = arena.now();
				send(arena, self, mine, to, choices.below(3), size, neighbours);
				if (arena.now() - before > 20_000_000L) {
					arena.mark(ClusterMarks.SUSPENDED);
				}
			}
			if (!this.heavy || choices.chance(0.1)) {
				self.receive(Object.class, Duration.ofMillis(choices.below(pause)));
			}
		}
		last(arena, self, me, mine, neighbours);
		me.done = true;
	}

	/**
	 * Sends each sink a last message, again and again until one has been taken: if the
	 * one before it was lost, there is a gap.
	 */
	private void last(Arena arena, Process self, Sending me, Map<Object, Integer> mine, Neighbours neighbours) {
		while (arena.active()) {
			self.receive(Object.class, Duration.ofMillis(300));
		}
		for (int way = 0; way < 2; way++) {
			for (String alive : arena.world().running()) {
				while (arena.reach(me.alive, alive)) {
					Sink sink = this.sinks.get(alive);
					if (sink != null) {
						int stream = send(arena, self, mine, sink, way, 10, neighbours);
						Stream sent = stream(stream);
						int number = sent.sent - 1;
						for (int i = 0; i < 30 && sent.taken < number; i++) {
							self.receive(Object.class, Duration.ofMillis(100));
						}
						if (sent.taken >= number) {
							break;
						}
					}
					self.receive(Object.class, Duration.ofMillis(100));
				}
			}
		}
	}

	private int size(Choices choices, long budget) {
		int kind = choices.below(100);
		if (kind > 98 && budget > HUGE) {
			return HUGE;
		}
		if (kind > (this.heavy ? 30 : 90) && budget > 3 * LARGE) {
			return LARGE + choices.below(2 * LARGE);
		}
		return choices.below(200);
	}

	private int send(Arena arena, Process self, Map<Object, Integer> mine, Sink to, int way, int size,
			Neighbours neighbours) {
		// What goes by name may find another incarnation: it is counted for itself.
		Object key = (way == 0) ? to.node() : to.incarnation();
		int id = mine.computeIfAbsent(key, (any) -> this.streamCount++);
		Stream stream = stream(id);
		int number = stream.sent++;
		stream.sizes.add(size);
		Destination destination = switch (way) {
			case 0 -> new RegisteredName(name(), to.node());
			case 1 -> to.pid();
			default -> to.alias();
		};
		if (!neighbours.isUp(to.node())) {
			// Whether it is lost is seen when it comes.
			stream.sizes.set(number, -size - 1);
		}
		int begin = begin(id, number);
		self.send(destination,
				Tuple.of(NUMBERED, Int.of(id), Int.of(number), self.pid(), Binary.copyOf(NOISE, begin, begin + size)));
		return id;
	}

	private Stream stream(int id) {
		return this.streams.computeIfAbsent(id, (any) -> new Stream());
	}

	private static int begin(int stream, int number) {
		return Math.floorMod((stream * 31 + number) * 40_503, HUGE);
	}

	// ---- receiving ----

	private void receive(Arena arena, Process self, String alive, Neighbours neighbours) {
		String node = World.fullName(alive);
		self.register(name());
		this.sinks.put(alive, new Sink(node, self.pid(), self.alias(), this.streamCount++ - Integer.MAX_VALUE));
		Map<String, Integer> up = new HashMap<>();
		Map<String, Integer> down = new HashMap<>();
		Map<Integer, Integer> next = new HashMap<>();
		Map<Integer, Integer> lastEpoch = new HashMap<>();
		while (true) {
			switch (self.receive()) {
				case Neighbours.Epoch(String peer, int number, boolean isUp) -> {
					if (!isUp) {
						down.put(peer, number);
						up.remove(peer);
					}
					else if (down.getOrDefault(peer, 0) < number) {
						up.put(peer, number);
					}
				}
				case Tuple tuple when tuple.isTagged(NUMBERED, 5) -> {
					String from = ((Pid) tuple.get(3)).node().name();
					int epoch = from.equals(node) ? 0 : up.getOrDefault(from, -1);
					if (epoch < 0) {
						throw arena.violated("DC-S2",
								alive + " took a message of " + from + " while that node was down");
					}
					take(arena, alive, tuple, epoch, next, lastEpoch);
				}
				case Object other -> throw arena.violated("MB-S3", alive + " took " + other + ", which nobody sent");
			}
		}
	}

	private void take(Arena arena, String alive, Tuple message, int epoch, Map<Integer, Integer> next,
			Map<Integer, Integer> lastEpoch) {
		int id = (int) ((Int) message.get(1)).value();
		int number = (int) ((Int) message.get(2)).value();
		Stream stream = stream(id);
		if (number >= stream.sent) {
			throw arena.violated("MB-S3", alive + " took number " + number + " of stream " + id + ", of which only "
					+ stream.sent + " were sent");
		}
		int size = stream.sizes.get(number);
		if (size < 0) {
			arena.mark(ClusterMarks.WAITED);
			size = -size - 1;
		}
		Binary body = (Binary) message.get(4);
		if (!body.asByteBuffer().equals(ByteBuffer.wrap(NOISE, begin(id, number), size))) {
			throw arena.violated("DC-S4", alive + " took number " + number + " of stream " + id + " with " + body.size()
					+ " bytes other than the " + size + " that were sent");
		}
		int expected = next.getOrDefault(id, 0);
		Integer before = lastEpoch.put(id, epoch);
		next.put(id, number + 1);
		stream.taken = Math.max(stream.taken, number);
		if (number < expected) {
			throw arena.violated("MB-S2",
					alive + " took number " + number + " of stream " + id + " where " + expected + " was next");
		}
		if (number > expected) {
			if (before != null && before == epoch) {
				throw arena.violated("MB-S1", alive + " took number " + number + " of stream " + id + " where "
						+ expected + " was next, on one connection");
			}
			if (epoch == 0) {
				throw arena.violated("MB-S1", alive + " lost a message of its own node");
			}
			arena.mark(ClusterMarks.GAP);
			int lost = stream.sizes.get(expected);
			if (lost >= LARGE) {
				arena.mark(ClusterMarks.FRAGMENTS_CUT);
			}
		}
	}

	// ---- the end ----

	@Override
	public boolean settled(Arena arena) {
		return this.senders.stream().allMatch((each) -> each.gone || each.done);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "DC-L1: a sender's last message does not arrive at every node. Senders wait on "
				+ this.senders.stream().filter((each) -> !each.gone && !each.done).map((each) -> each.alive).toList();
	}

	@Override
	public void check(Arena arena) {
		long most = arena.world().simulation().network().mostPending();
		// A long message is cut, and no more than a fragment of it is added at once.
		long bound = 1024 * 1024 + (this.senders.size() + 1L) * (DistributionEncoder.FRAGMENT + 1_000);
		if (most > bound) {
			arena.violated("DC-S7", most + " bytes waited for one connection, more than the high mark and a fragment "
					+ "of each sender");
		}
	}

}
