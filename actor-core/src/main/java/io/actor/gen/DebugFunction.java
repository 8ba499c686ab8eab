package io.actor.gen;

import io.actor.process.Process;

/**
 * Code that looks at each event of a server, in the server's process
 * ({@code sys:dbg_fun()}).
 */
@FunctionalInterface
public interface DebugFunction {

	/**
	 * Looks at an event. A function that throws is removed.
	 * @param server the server's process
	 * @param event what it did
	 * @return whether it wants to see more; false removes it ({@code done})
	 */
	boolean see(Process server, SystemEvent event) throws Exception;

}
