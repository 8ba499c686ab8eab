package io.actor.test.simulation;

/**
 * How a simulated world is run.
 *
 * @param policy who of the runnable ones runs next
 * @param interleave the chance that another task runs at a point between two steps of a
 * lock-free operation, in percent; needs {@code -Dactor.interleave=true}
 * @param quantum sends and calls a process may make before others may go first; 1 makes
 * each send a place where it can be overtaken
 * @param stepNanos virtual time each step takes; with 0 time passes only when nothing can
 * run
 * @param jdkFlags whether the flags of the JVM may be used for better control
 */
public record SimulationOptions(Policy policy, int interleave, int quantum, int stepNanos, boolean jdkFlags) {

	/** In order, without any preemption, and no time passes while something can run. */
	public static final SimulationOptions PLAIN = new SimulationOptions(Policy.FIFO, 0, 4000, 0, true);

	public SimulationOptions {
		if (interleave < 0 || interleave > 100 || quantum < 1 || stepNanos < 0) {
			throw new IllegalArgumentException("A chance in percent, a quantum of at least 1 and no negative time, not "
					+ interleave + ", " + quantum + ", " + stepNanos);
		}
	}

	/** The same without use of the JVM's flags. */
	public SimulationOptions withoutFlags() {
		return new SimulationOptions(this.policy, this.interleave, this.quantum, this.stepNanos, false);
	}

}
