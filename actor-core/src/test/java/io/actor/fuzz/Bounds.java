package io.actor.fuzz;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.ThreadMXBean;

/**
 * What an input may cost: time of a processor, and memory in proportion to its length.
 */
final class Bounds {

	private static final Duration TIME = Duration.ofMillis(50);

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** Code whose cost is looked at. */
	@FunctionalInterface
	interface Work {

		void run() throws Throwable;

	}

	private Bounds() {
	}

	/**
	 * Runs the work, and once more if it took too long: the first time some of it may
	 * have been loaded or compiled.
	 * @param most bytes it may allocate in all, not only keep
	 */
	static void within(long most, Work work) throws Throwable {
		if (exceeded(most, work) != null) {
			String problem = exceeded(most, work);
			if (problem != null) {
				throw new AssertionError(problem);
			}
		}
	}

	private static String exceeded(long most, Work work) throws Throwable {
		long memory = THREADS.getCurrentThreadAllocatedBytes();
		long time = THREADS.getCurrentThreadCpuTime();
		work.run();
		time = THREADS.getCurrentThreadCpuTime() - time;
		memory = THREADS.getCurrentThreadAllocatedBytes() - memory;
		if (memory > most) {
			return memory + " bytes were allocated, at most " + most + " are allowed";
		}
		return (time > TIME.toNanos()) ? "It took " + Duration.ofNanos(time) + ", more than " + TIME : null;
	}

}
