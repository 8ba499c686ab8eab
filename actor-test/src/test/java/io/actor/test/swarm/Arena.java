package io.actor.test.swarm;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.actor.node.Node;
import io.actor.test.World;
import io.actor.test.tape.Choices;

/** Where workloads run: the world of one run, its choices, and what was reached in it. */
final class Arena {

	private final World world;

	private final Profile profile;

	private final Set<String> marks = new TreeSet<>();

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
