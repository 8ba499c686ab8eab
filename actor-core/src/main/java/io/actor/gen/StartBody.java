package io.actor.gen;

import io.actor.process.Process;

/**
 * The code of a process that is no server and yet is started like one: it tells its
 * starter when it is ready, or that it cannot start. See {@link ProcLib}.
 */
@FunctionalInterface
public interface StartBody {

	/**
	 * Runs in the new process while the starter waits for the acknowledgement.
	 * @param self the process itself
	 * @param starter whom to tell
	 */
	void run(Process self, InitAck starter) throws Exception;

}
