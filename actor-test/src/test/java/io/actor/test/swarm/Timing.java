package io.actor.test.swarm;

/** How far a workload may rely on virtual time. */
enum Timing {

	/** To the nanosecond: time passes only when nothing can run. */
	EXACT,

	/**
	 * Each step takes time, and one process may have to wait for many steps of others.
	 */
	LOOSE,

	/** The node may do nothing for seconds. */
	PAUSING;

	static Timing of(Arena arena) {
		if (arena.profile().faults().contains(Fault.PAUSE)) {
			return PAUSING;
		}
		return (arena.profile().options().stepNanos() == 0) ? EXACT : LOOSE;
	}

	/**
	 * Whether time passes only when nothing can run, so that what happens at an instant
	 * can be told to the nanosecond.
	 */
	static boolean exact(Arena arena) {
		return of(arena) == EXACT;
	}

}
