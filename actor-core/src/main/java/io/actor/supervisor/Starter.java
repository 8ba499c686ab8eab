package io.actor.supervisor;

import io.actor.gen.StartResult;
import io.actor.process.Process;

/** Starts a child, linked with its supervisor; a child specification's start function. */
@FunctionalInterface
public interface Starter {

	/**
	 * Starts the child and waits until it is ready. What it throws is why the child has
	 * not started.
	 * @param supervisor the supervisor's process, which runs this
	 */
	StartResult start(Process supervisor) throws Exception;

	/**
	 * Starts the child and may say more about it; see {@link InfoStarter}. By default
	 * there is nothing more to say.
	 */
	default ChildStart startChild(Process supervisor) throws Exception {
		return ChildStart.of(start(supervisor));
	}

}
