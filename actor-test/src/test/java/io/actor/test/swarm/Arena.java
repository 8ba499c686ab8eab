package io.actor.test.swarm;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.actor.node.Node;
import io.actor.node.PeerInfo;
import io.actor.test.World;
import io.actor.test.tape.Choices;

/** Where workloads run: the world of one run, its choices, and what was reached in it. */
final class Arena {

	private final World world;

	private final Profile profile;

	private final Set<String> marks = new TreeSet<>();

	/** Nodes that are dead or cut off for ever when peace begins. */
	private final Set<String> outside = new TreeSet<>();

	private boolean active = true;

	private Violation violation;

	Arena(World world, Profile profile) {
		this.world = world;
		this.profile = profile;
	}

	World world() {
		return this.world;
	}

	Profile profile() {
		return this.profile;
	}

	/** Choices of one purpose; a workload uses its own name. */
	Choices choices(String purpose) {
		return this.world.simulation().tape().choices(purpose);
	}

	/** The running nodes, by the first parts of their names. */
	List<String> nodes() {
		return this.world.running();
	}

	Node node(String alive) {
		return this.world.node(alive);
	}

	/** Peace does not come to this node: it is dead or cut off for ever. */
	void leaveOutside(String alive) {
		this.outside.add(alive);
	}

	/** Whether peace comes to all nodes. */
	boolean isPeaceForAll() {
		return this.outside.isEmpty();
	}

	/** Whether this node stays away for ever. */
	boolean isOutside(String alive) {
		return this.outside.contains(alive);
	}

	/** Whether these two nodes find each other again in peace. */
	boolean reach(String one, String other) {
		return one.equals(other) || (!this.outside.contains(one) && !this.outside.contains(other));
	}

	/** How many nodes find each other again in peace. */
	int coreSize() {
		return this.profile.nodes() - this.outside.size();
	}

	/** Whether all nodes that shall run do, and are connected with those they reach. */
	boolean isWhole() {
		List<String> running = nodes();
		if (running.stream().filter((each) -> !isOutside(each)).count() < coreSize()) {
			return false;
		}
		for (String one : running) {
			Set<String> peers = node(one).peers().stream().map(PeerInfo::name).collect(Collectors.toSet());
			for (String other : running) {
				if (!one.equals(other) && peers.contains(World.fullName(other)) != reach(one, other)) {
					return false;
				}
			}
		}
		return true;
	}

	/** Whether workloads begin new things. */
	boolean active() {
		return this.active;
	}

	void calm() {
		this.active = false;
	}

	/** Virtual time since the beginning, in nanoseconds. */
	long now() {
		return this.world.simulation().now();
	}

	/** Does something later, unless the run has ended; it must not wait. */
	void after(Duration delay, Runnable plan) {
		this.world.simulation().after(delay, plan);
	}

	/** A situation worth reaching was reached. */
	void mark(String situation) {
		this.marks.add(situation);
	}

	Set<String> marks() {
		return this.marks;
	}

	/** Puts a line into the story. */
	void note(String lane, Supplier<String> what) {
		this.world.simulation().story().note(lane, what);
	}

	/**
	 * An invariant does not hold; ends the run. May be called from any code of the run,
	 * also from a process whose failures go nowhere.
	 */
	Violation violated(String invariant, String what) {
		Violation found = new Violation(invariant, what);
		if (this.violation == null) {
			this.violation = found;
		}
		return found;
	}

	/** Runs code of a workload's process; if it fails, the workload itself is wrong. */
	void guard(Runnable code) {
		try {
			code.run();
		}
		catch (RuntimeException ex) {
			violated("workload", ex + " at " + ex.getStackTrace()[0]);
			throw ex;
		}
	}

	/** Fails if an invariant was found not to hold. */
	void throwViolation() {
		if (this.violation != null) {
			throw this.violation;
		}
	}

	boolean isViolated() {
		return this.violation != null;
	}

}
