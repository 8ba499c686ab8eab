package io.actor.sample.chat.database;

import io.actor.term.Pid;

/** What connections tell the pool. */
sealed interface PoolCommand {

	/**
	 * A connection is there and has nothing to do.
	 *
	 * @param connection which
	 */
	record Ready(Pid connection) implements PoolCommand {
	}

	/**
	 * A connection has done its job.
	 *
	 * @param connection which
	 */
	record Finished(Pid connection) implements PoolCommand {
	}

}
