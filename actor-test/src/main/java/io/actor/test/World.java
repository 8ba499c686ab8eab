package io.actor.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Pid;
import io.actor.test.simulation.SimulatedNode;
import io.actor.test.simulation.Simulation;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Tape;

/**
 * A world for a test: nodes, processes and a network that run on the test's own thread,
 * in virtual time, the same way for the same seed.
 *
 * <pre>{@code
 * try (World world = ActorTestKit.cluster(42).nodes(3)) {
 *     ServerRef counter = world.node("a").start(Counter::new, StartOptions.named("counter"));
 *     world.partition("a", "b");
 *     world.clock().advance(Duration.ofSeconds(60));
 *     ...
 * }
 * }</pre>
 *
 * Nothing runs while the test does; a call from the test, {@link #settle}, the clock and
 * the probes let it run.
 */
public final class World implements AutoCloseable {

	/** Longest virtual time a cluster may take to connect. */
	private static final Duration MESH_TIME = Duration.ofSeconds(60);

	/** Virtual time for the last bytes of a node that has stopped. */
	private static final Duration FAREWELL = Duration.ofMillis(100);

	private static final String NO_NAME = "nonode@nohost";

	private static final String COOKIE = "simulated-worlds-have-no-secrets";

	private final Simulation simulation;

	private final TestClock clock;

	private final Map<String, Member> members = new LinkedHashMap<>();

	private final List<String> cluster = new ArrayList<>();

	private final NodeStarter starter;

	private UnaryOperator<NodeConfig> settings = UnaryOperator.identity();

	private IntSupplier clockRates = () -> 1000;

	/**
	 * A node of the world.
	 *
	 * @param node the node
	 * @param machine what it runs on
	 * @param before what it held when it had started
	 */
	private record Member(Node node, SimulatedNode machine, Census before) {
	}

	/** An empty world whose choices come from this tape. */
	public World(Tape tape, SimulationOptions options) {
		this(tape, options, (membership) -> Node.start(membership.config()));
	}

	/** A world whose nodes are started in a way of their own. */
	public World(Tape tape, SimulationOptions options, NodeStarter starter) {
		this.starter = starter;
		this.simulation = new Simulation(tape, options);
		this.clock = new TestClock(this.simulation);
	}

	// ---- nodes ----

	/**
	 * Changes the configuration of the nodes started from now on: limits, tick time,
	 * visibility.
	 */
	public World configure(UnaryOperator<NodeConfig> change) {
		this.settings = change;
		return this;
	}

	/**
	 * Lets the monotonic clocks of the nodes started from now on drift apart.
	 * @param rates the speed of the next one, in thousandths of virtual time
	 */
	public World clockRates(IntSupplier rates) {
		this.clockRates = rates;
		return this;
	}

	/** The first node; if there is none, one on its own, without a name, is started. */
	public Node node() {
		if (this.members.isEmpty()) {
			begin(NO_NAME, NodeConfig.local(), List.of());
		}
		return this.members.values().iterator().next().node();
	}

	/**
	 * A node by the first part of its name.
	 * @throws IllegalArgumentException if there is no such node, or it has crashed
	 */
	public Node node(String alive) {
		return member(alive).node();
	}

	/** Starts a cluster of nodes a, b, c and so on, and waits until all are connected. */
	public World nodes(int count) {
		return nodes(names(count));
	}

	private static List<String> names(int count) {
		if (count < 1 || count > 26) {
			throw new IllegalArgumentException("A simulated cluster has 1 to 26 nodes, not " + count);
		}
		List<String> names = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			names.add(String.valueOf((char) ('a' + i)));
		}
		return names;
	}

	/** Starts a cluster of nodes with these first parts of their names. */
	public World nodes(List<String> names) {
		this.cluster.addAll(names);
		names.forEach(this::start);
		awaitMesh();
		return this;
	}

	/** Starts a cluster like {@link #nodes(int)}, and does not wait for connections. */
	public World form(int count) {
		this.cluster.addAll(names(count));
		this.cluster.forEach(this::start);
		return this;
	}

	/** Waits until all running nodes of the cluster are connected with each other. */
	public void awaitMesh() {
		int others = (int) this.cluster.stream().filter(this::isRunning).count() - 1;
		if (!runUntil(() -> this.members.values().stream().allMatch((each) -> each.node().peers().size() >= others),
				MESH_TIME)) {
			throw new AssertionError("The nodes did not connect within " + MESH_TIME + " of virtual time");
		}
	}

	/**
	 * Starts a node of the cluster: one that has crashed or was stopped, as a new
	 * incarnation. Returns when it runs; it connects with the others as time passes.
	 */
	public Node start(String alive) {
		String name = fullName(alive);
		return begin(name, clustered(name), peers(alive));
	}

	/** The same from a plan of the world, which cannot wait: tells when it runs. */
	public void startLater(String alive, Consumer<Node> started) {
		String name = fullName(alive);
		SimulatedNode machine = this.simulation.node(name, this.clockRates.getAsInt());
		machine.run(() -> started.accept(begin(machine, clustered(name), peers(alive))));
	}

	private static NodeConfig clustered(String name) {
		return NodeConfig.named(name, COOKIE).epmd(EpmdMode.NONE);
	}

	private List<PeerAddress> peers(String alive) {
		return this.cluster.stream()
			.filter((each) -> !each.equals(alive))
			.map((each) -> new PeerAddress(fullName(each), NodeConfig.DEFAULT_PORT))
			.toList();
	}

	private Node begin(String name, NodeConfig config, List<PeerAddress> peers) {
		if (isRunning(alive(name))) {
			throw new IllegalArgumentException("Node " + name + " is running already");
		}
		return begin(this.simulation.node(name, this.clockRates.getAsInt()), config, peers);
	}

	private Node begin(SimulatedNode machine, NodeConfig config, List<PeerAddress> peers) {
		Node node = this.starter.start(new Membership(machine, COOKIE, peers,
				this.settings.apply(config.peers(peers)).seams(machine.seams())));
		adopt(node, machine);
		return node;
	}

	/**
	 * Takes a node in that somebody else has started on a machine of the simulation, an
	 * application context for instance. Doing it again begins its census anew.
	 */
	public void adopt(Node node, SimulatedNode machine) {
		if (this.members.put(alive(machine.name()), new Member(node, machine, Census.of(node))) == null) {
			this.simulation.story().node(machine.name(), "has started");
		}
	}

	/** The full name of a node of the cluster. */
	public static String fullName(String alive) {
		return alive + "@" + alive + ".sim";
	}

	private static String alive(String name) {
		return name.substring(0, name.indexOf('@'));
	}

	private static String host(String alive) {
		return alive + ".sim";
	}

	/** All nodes the cluster was formed of, running or not. */
	public List<String> cluster() {
		return List.copyOf(this.cluster);
	}

	/** The running nodes, by the first parts of their names. */
	public List<String> running() {
		return List.copyOf(this.members.keySet());
	}

	/** Whether a node of this name runs. */
	public boolean isRunning(String alive) {
		return this.members.containsKey(alive);
	}

	private Member member(String alive) {
		Member member = this.members.get(alive);
		if (member == null) {
			throw new IllegalArgumentException("No node '" + alive + "' runs here, only " + this.members.keySet());
		}
		return member;
	}

	// ---- what goes wrong ----

	/**
	 * Kills a node: all it had in memory is gone, and its machine resets its connections.
	 */
	public void crash(String alive) {
		crash(alive, false);
	}

	/**
	 * Takes the power from a node's machine: the others only notice that it is silent.
	 */
	public void crashSilently(String alive) {
		crash(alive, true);
	}

	private void crash(String alive, boolean silently) {
		Member member = member(alive);
		this.members.remove(alive);
		member.machine().crash(silently, () -> {
			this.starter.crashing(member.node());
			discard(member.node().processes());
		});
		this.starter.gone(member.node());
	}

	private static void discard(Processes processes) {
		for (Pid pid : processes.pids()) {
			processes.exit(processes.nobody(), pid, ExitReason.KILL);
		}
	}

	/** Stops a node in an orderly way. */
	public void stop(String alive) {
		Member member = member(alive);
		this.members.remove(alive);
		member.node().close();
		settle();
		member.machine().retire();
		this.starter.gone(member.node());
	}

	/**
	 * The same from a plan of the world, which cannot wait: tells when it has stopped.
	 */
	public void stopLater(String alive, Runnable stopped) {
		Member member = member(alive);
		this.members.remove(alive);
		this.simulation.story().node(member.machine().name(), "is stopped");
		member.machine().run(() -> {
			member.node().close();
			this.simulation.after(FAREWELL, () -> {
				member.machine().retire();
				this.starter.gone(member.node());
				stopped.run();
			});
		});
	}

	/** A node does nothing for this time, as when it collects garbage. */
	public void pause(String alive, Duration time) {
		member(alive).machine().pause(time);
	}

	/** Makes each step of a node take this many microseconds; 0 makes it fast again. */
	public void slow(String alive, int microsecondsPerStep) {
		member(alive).machine().slow(microsecondsPerStep);
	}

	/** Sets the wall clock of a node forward or back. */
	public void shiftWallClock(String alive, Duration shift) {
		member(alive).machine().shiftWallClock(shift);
	}

	/** Nothing gets from one node to the other any more, nor back. */
	public Partition partition(String one, String other) {
		return new Partition(this.simulation.network(), host(one), host(other));
	}

	/** Cuts a node off from all others. */
	public void isolate(String alive) {
		for (String other : this.cluster) {
			if (!other.equals(alive)) {
				partition(alive, other);
			}
		}
	}

	/** Ends all partitions. */
	public void heal() {
		this.simulation.network().heal();
	}

	// ---- time ----

	/** The virtual clock. */
	public TestClock clock() {
		return this.clock;
	}

	/**
	 * Runs until no process can run and nothing is on its way between nodes. Timers of
	 * the future stay as they are.
	 */
	public void settle() {
		this.simulation.settle();
	}

	/**
	 * Runs until something is so, and lets virtual time pass meanwhile.
	 * @return whether it is; false if the time is over
	 */
	public boolean runUntil(BooleanSupplier done, Duration atMost) {
		return this.simulation.runUntil(done, atMost);
	}

	// ---- looking ----

	/** A process on the first node that keeps what it is sent. */
	public Probe probe() {
		return new Probe(this, node());
	}

	/** A process on a node that keeps what it is sent. */
	public Probe probe(String alive) {
		return new Probe(this, node(alive));
	}

	/** Counts what the nodes hold, beside what they held when they started. */
	public WorldCensus census() {
		settle();
		Map<String, WorldCensus.Change> changes = new LinkedHashMap<>();
		this.members.forEach(
				(name, member) -> changes.put(name, new WorldCensus.Change(member.before(), Census.of(member.node()))));
		return new WorldCensus(changes);
	}

	/** What has happened, drawn in time and space; the last events if they are many. */
	public String story() {
		return this.simulation.story().diagram(200);
	}

	/** The seed of all its choices. */
	public long seed() {
		return this.simulation.tape().seed();
	}

	/** The simulation it stands on, for those who need more. */
	public Simulation simulation() {
		return this.simulation;
	}

	/** Ends the world, without a last word to anybody in it. */
	@Override
	public void close() {
		List.copyOf(this.members.keySet()).forEach(this::crashSilently);
		this.simulation.close();
	}

}
