package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.test.Partition;
import io.actor.test.World;
import io.actor.test.simulation.NetworkWeather;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Tape;

/**
 * One run of a suite: faults while the workloads work, then peace, in which everything
 * that has to come right must do so in time.
 */
final class Run implements AutoCloseable {

	/**
	 * Virtual time in which everything has to come right when the faults have stopped.
	 */
	private static final Duration PEACE = Duration.ofSeconds(120);

	/**
	 * Steps after which a run does not count as going on but as going round; a thousand
	 * times as many as most take.
	 */
	private static final long MAX_STEPS = 4_000_000;

	private final Profile profile;

	private final World world;

	private final Arena arena;

	/** Nodes that shall run and do not. */
	private final Set<String> absent = new TreeSet<>();

	private final Set<String> leaving = new TreeSet<>();

	/** Nodes that start; their workloads have not begun yet. */
	private final Set<String> starting = new TreeSet<>();

	/** Nodes that never start again. */
	private final Set<String> dead = new TreeSet<>();

	private boolean peace;

	Run(Tape tape, Suite suite) {
		this.profile = Profile.draw(tape, suite);
		this.world = new World(tape, this.profile.options());
		this.arena = new Arena(this.world, this.profile);
		this.world.simulation().network().weather(this.profile.weather());
		this.world.simulation().network().witness(this.arena::mark);
		this.world.configure((config) -> configured(config.netTickTime(this.profile.tickTime())));
	}

	private NodeConfig configured(NodeConfig config) {
		List<Workload> workloads = this.profile.workloads();
		return (workloads.size() == 1) ? workloads.getFirst().configure(config, this.profile.size()) : config;
	}

	/**
	 * Runs it to its end.
	 * @throws Violation if an invariant does not hold
	 */
	void play() {
		for (Fault fault : this.profile.faults()) {
			fault.prepare(this, this.world.simulation().tape().choices(fault.purpose()));
		}
		begin();
		for (Fault fault : this.profile.faults()) {
			next(fault);
		}
		this.world.runUntil(() -> this.arena.isViolated() || goesRound(), this.profile.faultTime());
		this.arena.throwViolation();
		makePeace();
		boolean ended = this.world.runUntil(() -> this.arena.isViolated() || goesRound() || settled(), PEACE);
		if (!ended || goesRound()) {
			throw new Violation("L", waiting());
		}
		this.arena.throwViolation();
		for (Workload workload : this.profile.workloads()) {
			workload.check(this.arena);
		}
		this.world.simulation()
			.network()
			.thrown()
			.ifPresent((failure) -> this.arena.violated("DC-S6",
					"Bytes of the network made the library throw " + failure + " at " + failure.getStackTrace()[0]));
		this.arena.throwViolation();
	}

	private void begin() {
		if (this.profile.nodes() == 1) {
			Node node = this.world.node();
			this.profile.workloads().forEach((workload) -> workload.nodeStarted(this.arena, only(), node));
			return;
		}
		this.world.form(this.profile.nodes());
		for (String alive : this.world.running()) {
			this.profile.workloads()
				.forEach((workload) -> workload.nodeStarted(this.arena, alive, this.world.node(alive)));
		}
	}

	private String only() {
		return this.world.running().getFirst();
	}

	private void next(Fault fault) {
		Choices choices = this.world.simulation().tape().choices(fault.purpose());
		this.world.simulation().after(fault.pause(choices), () -> {
			if (!this.peace) {
				fault.strike(this, choices);
				next(fault);
			}
		});
	}

	private void makePeace() {
		this.peace = true;
		this.arena.calm();
		NetworkWeather weather = this.profile.weather();
		// Delays stay; what would break connections for ever does not.
		this.world.simulation()
			.network()
			.weather(new NetworkWeather(weather.minDelay(), weather.meanDelay(), 0, 0, weather.splitPercent(), 0, 0,
					weather.window()));
		this.world.heal();
		leaveOut();
		List.copyOf(this.absent).forEach(this::start);
		this.profile.workloads().forEach((workload) -> workload.calm(this.arena));
	}

	/** Some nodes may not see the peace: they die, or are cut off from all for ever. */
	private void leaveOut() {
		Choices choices = this.world.simulation().tape().choices("peace");
		List<String> nodes = this.world.cluster();
		if (nodes.size() < 2 || !choices.chance(0.25)) {
			return;
		}
		boolean die = choices.chance(0.5);
		this.arena.mark(die ? ClusterMarks.PART_DEAD : ClusterMarks.PART_CUT);
		for (String each : nodes.subList(choices.between(1, nodes.size() - 1), nodes.size())) {
			this.arena.leaveOutside(each);
			if (die) {
				this.dead.add(each);
				crash(each, choices.chance(0.3));
			}
			else {
				this.world.isolate(each);
			}
		}
		this.absent.removeAll(this.dead);
	}

	private boolean goesRound() {
		return this.world.simulation().steps() > MAX_STEPS;
	}

	private boolean settled() {
		if (!this.absent.isEmpty() || !this.leaving.isEmpty() || !this.starting.isEmpty()) {
			return false;
		}
		return this.arena.isWhole()
				&& this.profile.workloads().stream().allMatch((workload) -> workload.settled(this.arena));
	}

	private String waiting() {
		StringBuilder text = new StringBuilder("After ").append(this.world.simulation().steps())
			.append(" steps, at most ")
			.append(PEACE.toSeconds())
			.append(" s without faults, something still waits: ");
		if (!this.absent.isEmpty()) {
			text.append("nodes ").append(this.absent).append(" have not started. ");
		}
		for (String alive : this.world.running()) {
			text.append(alive)
				.append(" is connected with ")
				.append(this.world.node(alive).peers().size())
				.append(" nodes. ");
		}
		for (Workload workload : this.profile.workloads()) {
			if (!workload.settled(this.arena)) {
				text.append(workload.name()).append(": ").append(workload.waitsFor(this.arena)).append(' ');
			}
		}
		return text.toString();
	}

	// ---- what faults do ----

	World world() {
		return this.world;
	}

	Arena arena() {
		return this.arena;
	}

	Profile profile() {
		return this.profile;
	}

	Duration tickTime() {
		return this.profile.tickTime();
	}

	void plan(Duration delay, Runnable plan) {
		this.world.simulation().after(delay, plan);
	}

	void crash(String alive, boolean silently) {
		if (!this.world.isRunning(alive)) {
			return;
		}
		this.absent.add(alive);
		this.starting.remove(alive);
		if (silently) {
			this.world.crashSilently(alive);
		}
		else {
			this.world.crash(alive);
		}
		this.profile.workloads().forEach((workload) -> workload.nodeCrashed(this.arena, alive));
	}

	/** Starts a node again, on a strand of its own: to start, a node has to wait. */
	void start(String alive) {
		if (!this.absent.remove(alive)) {
			return;
		}
		this.starting.add(alive);
		this.world.startLater(alive, (node) -> {
			this.profile.workloads().forEach((workload) -> workload.nodeStarted(this.arena, alive, node));
			this.starting.remove(alive);
		});
	}

	/** Stops a node and starts it again. */
	void restart(String alive, Duration pause) {
		if (!this.world.isRunning(alive) || !this.leaving.add(alive)) {
			return;
		}
		this.profile.workloads().forEach((workload) -> workload.nodeCrashed(this.arena, alive));
		this.world.stopLater(alive, () -> {
			this.leaving.remove(alive);
			if (this.dead.contains(alive)) {
				return;
			}
			this.absent.add(alive);
			plan(this.peace ? Duration.ofMillis(1) : pause, () -> start(alive));
		});
	}

	/** Cuts nodes off from each other for a time; peace has cuts of its own. */
	void cut(String one, String other, boolean oneWay, Duration time) {
		if (this.peace) {
			return;
		}
		Partition partition = this.world.partition(one, other);
		if (oneWay) {
			partition.oneWay();
		}
		plan(time, () -> {
			if (!this.peace) {
				partition.heal();
			}
		});
	}

	@Override
	public void close() {
		this.world.close();
	}

}
