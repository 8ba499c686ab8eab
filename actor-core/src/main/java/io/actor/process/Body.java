package io.actor.process;

/** The code of a process that is no server: runs once, may block, ends the process. */
@FunctionalInterface
public interface Body {

	/**
	 * Runs in the new process. Returning ends it with {@link ExitReason#NORMAL}, throwing
	 * with {@link ExitReason.Crash}.
	 * @param self the process itself
	 */
	void run(Process self) throws Exception;

}
