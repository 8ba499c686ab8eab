package io.actor.test.swarm;

/** How far a workload may rely on virtual time. */
final class Timing {

	private Timing() {
	}

	/**
	 * Whether time passes only when nothing can run, so that what happens at an instant
	 * can be told to the nanosecond.
	 */
	static boolean exact(Arena arena) {
		return arena.profile().options().stepNanos() == 0 && !arena.profile().faults().contains(Fault.PAUSE);
	}

}
