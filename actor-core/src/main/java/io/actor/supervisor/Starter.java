package io.actor.supervisor;

import io.actor.gen.StartResult;
import io.actor.process.Process;

/** Starts a child, linked with its supervisor; a child specification's start function. */
@FunctionalInterface
public interface Starter {

	/**
	 * Starts the child and waits until it is ready.
	 * @param supervisor the supervisor's process, which runs this
	 */
	StartResult start(Process supervisor) throws Exception;

}
