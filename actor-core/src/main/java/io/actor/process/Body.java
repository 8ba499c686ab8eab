package io.actor.process;

/** The code of a process that is no server: runs once, may block, ends the process. */
@FunctionalInterface
public interface Body {

	/**
	 * Runs in the new process. Returning ends it with {@link ExitReason#NORMAL}, throwing
	 * with {@link ExitReason.Crash}, {@link Process#exit(ExitReason)} with its reason.
	 * @param self the process itself
	 */
	void run(Process self) throws Exception;

	/** The class people know the process by. */
	default Class<?> type() {
		return getClass();
	}

}
