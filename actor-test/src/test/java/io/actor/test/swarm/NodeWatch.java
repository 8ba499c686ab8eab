package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.actor.node.Node;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;
import io.actor.test.World;
import io.actor.test.simulation.NetworkWeather;

/**
 * What the nodes see of each other. Checks DC-S1 and DC-S3 (a silent node goes down in
 * time and not too early, one that only ticks stays up), HS-S2 (only real incarnations
 * come up), HS-S5 and HS-S6 (one connection a pair, and both sides say whose), DC-L1 and
 * DC-L2 (they find each other again soon, without many attempts).
 */
final class NodeWatch implements Workload {

	/** What makes a node silent that has not crashed, or keeps it from noticing. */
	private static final Set<Fault> DISTURBING = EnumSet.of(Fault.PARTITION, Fault.SPLIT, Fault.SHAPES, Fault.SWIZZLE,
			Fault.FLAP, Fault.PAUSE, Fault.SLOW, Fault.RESET, Fault.STORM);

	private static final String SILENT = "net_tick_timeout";

	private final Map<String, Eyes> eyes = new TreeMap<>();

	private final Map<String, Set<Integer>> creations = new TreeMap<>();

	private final List<PeerInfo> cameUp = new ArrayList<>();

	/** When the last one started, or peace began. */
	private long since;

	private int connectsBefore;

	private boolean met;

	private boolean calm;

	private long lastChange;

	/** The eyes of one incarnation. */
	private final class Eyes implements NodeListener {

		private final Arena arena;

		private final String alive;

		private final Node node;

		private final Neighbours neighbours;

		Eyes(Arena arena, String alive, Node node) {
			this.arena = arena;
			this.alive = alive;
			this.node = node;
			this.neighbours = new Neighbours(arena, alive, node);
			node.listen(this);
			NodeWatch.this.cameUp.addAll(node.peers());
		}

		@Override
		public void nodeUp(PeerInfo peer) {
			NodeWatch.this.cameUp.add(peer);
			NodeWatch.this.lastChange = this.arena.now();
		}

		@Override
		public void nodeDown(PeerInfo peer, String reason) {
			NodeWatch.this.lastChange = this.arena.now();
			if (reason.equals(SILENT)) {
				this.arena.mark(ClusterMarks.TICK_TIMEOUT);
				long silence = this.arena.world()
					.simulation()
					.network()
					.takeSilenceBeforeAbort(host(this.node.name()), host(peer.name()));
				if (silence < earliest(this.arena)) {
					this.arena.violated("DC-S3", this.alive + " takes " + peer.name() + " for dead after only "
							+ silence / 1_000_000 + " ms of silence");
				}
			}
		}

	}

	@Override
	public String name() {
		return "nodes";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		this.eyes.put(alive, new Eyes(arena, alive, node));
		if (!this.creations.computeIfAbsent(World.fullName(alive), (name) -> new HashSet<>()).add(node.creation())) {
			arena.violated("PR-S3", "Two incarnations of " + alive + " have creation " + node.creation());
		}
		from(arena);
	}

	private void from(Arena arena) {
		this.since = arena.now();
		this.lastChange = arena.now();
		this.connectsBefore = arena.world().simulation().network().connects();
		this.met = false;
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		Eyes gone = this.eyes.remove(alive);
		if (gone == null || arena.world().isRunning(alive)) {
			// In order: its peers hear it.
			return;
		}
		int creation = gone.node.creation();
		if (!isQuiet(arena)) {
			return;
		}
		for (Eyes other : List.copyOf(this.eyes.values())) {
			String name = gone.node.name();
			int number = other.neighbours.number(name);
			if (other.neighbours.isUp(name) && other.neighbours.creation(name) == creation) {
				arena.after(Duration.ofNanos(latest(arena)), () -> {
					if (this.eyes.get(other.alive) == other && other.neighbours.isUp(name)
							&& other.neighbours.number(name) == number) {
						arena.violated("DC-S3", other.alive + " still believes in " + name + " "
								+ latest(arena) / 1_000_000 + " ms after its crash");
					}
				});
			}
		}
	}

	/** Whether only crashes make nodes silent in this run. */
	private static boolean isQuiet(Arena arena) {
		return arena.profile().faults().stream().noneMatch(DISTURBING::contains);
	}

	/** The longest time a byte may be on its way. */
	static long mostDelay(Arena arena) {
		NetworkWeather weather = arena.profile().weather();
		return weather.minDelay().toNanos() + 2 * weather.meanDelay().toNanos()
				+ ((weather.tailPercent() > 0) ? 2_000_000_000L : 0)
				+ ((weather.clogPerMille() > 0) ? 5_000_000_000L : 0);
	}

	/** Three quarters, by a fast clock. */
	private static long earliest(Arena arena) {
		return (long) (arena.profile().tickTime().toNanos() * 0.75 / 1.1);
	}

	private static String host(String node) {
		return node.substring(node.indexOf('@') + 1);
	}

	/** LM-L1: what was on its way, then five quarters by a slow clock, and a second. */
	private static long latest(Arena arena) {
		return mostDelay(arena) + (long) (arena.profile().tickTime().toNanos() * 1.25 / 0.9) + 1_000_000_000L;
	}

	@Override
	public void calm(Arena arena) {
		this.calm = true;
		from(arena);
	}

	// ---- the end ----

	@Override
	public boolean settled(Arena arena) {
		if (!this.calm) {
			return false;
		}
		if (!this.met) {
			meet(arena);
		}
		return this.met && (!fair(arena) || arena.now() - this.lastChange > quietTime(arena));
	}

	/** Whether no tick can be late by more than the rule forgives. */
	private static boolean fair(Arena arena) {
		NetworkWeather weather = arena.profile().weather();
		return weather.minDelay()
			.plus(weather.meanDelay().multipliedBy(2))
			.toNanos() < arena.profile().tickTime().toNanos() / 8;
	}

	private static long quietTime(Arena arena) {
		return arena.profile().tickTime().toNanos() * 5 / 2;
	}

	private void meet(Arena arena) {
		int nodes = arena.coreSize();
		if (arena.isWhole() && arena.world().simulation().network().ends() == nodes * (nodes - 1) && agreed(arena)) {
			this.met = true;
			int attempts = arena.world().simulation().network().connects() - this.connectsBefore;
			// Who is left outside, or seeks one who is, never stops to try.
			if (attempts > 4 * nodes * nodes && arena.isPeaceForAll()) {
				arena.violated("DC-L2", nodes + " nodes needed " + attempts + " attempts to find each other");
			}
		}
		else if (arena.now() - this.since > mostReunion(arena)) {
			arena.violated("DC-L1", "After " + (arena.now() - this.since) / 1_000_000 + " ms: " + waitsFor(arena));
		}
	}

	/**
	 * Twice the longest pause between attempts and the time to notice a dead connection;
	 * before that an attempt from before the peace may have to time out, and another of
	 * its handshake.
	 */
	private static long mostReunion(Arena arena) {
		return (long) ((10 + 7 + 7) * 1_000_000_000L / 0.9) + 2 * latest(arena) + 10 * mostDelay(arena);
	}

	/** Whether every two nodes are connected, and say alike who opened it. */
	private boolean agreed(Arena arena) {
		for (String one : arena.nodes()) {
			for (String other : arena.nodes()) {
				if (one.compareTo(other) < 0 && arena.reach(one, other)) {
					PeerInfo there = info(arena, one, other);
					PeerInfo back = info(arena, other, one);
					if (there == null || back == null || there.outbound() == back.outbound()
							|| there.creation() != arena.node(other).creation()
							|| back.creation() != arena.node(one).creation()) {
						return false;
					}
				}
			}
		}
		return true;
	}

	private static PeerInfo info(Arena arena, String one, String other) {
		String name = World.fullName(other);
		return arena.node(one).peers().stream().filter((each) -> each.name().equals(name)).findFirst().orElse(null);
	}

	@Override
	public String waitsFor(Arena arena) {
		StringBuilder text = new StringBuilder(
				this.met ? "DC-S3: no connection stays up for two and a half tick times though all peers tick. "
						: "HS-S5: not every pair has exactly one connection that both say the same of. ");
		arena.nodes()
			.forEach((alive) -> text.append(alive).append(" sees ").append(arena.node(alive).peers()).append(". "));
		return text.append(arena.world().simulation().network().ends()).append(" ends of streams").toString();
	}

	@Override
	public void check(Arena arena) {
		for (PeerInfo peer : this.cameUp) {
			if (!peer.name().startsWith(Strangers.GUEST)
					&& !this.creations.getOrDefault(peer.name(), Set.of()).contains(peer.creation())) {
				arena.violated("HS-S2", peer + " came up, and is none of " + this.creations);
			}
		}
	}

}
