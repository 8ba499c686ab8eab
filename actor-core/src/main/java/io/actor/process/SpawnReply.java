package io.actor.process;

import io.actor.term.Pid;
import io.actor.term.Ref;

/** The answer to {@link Process#spawnRequest}: Erlang's {@code spawn_reply}. */
public sealed interface SpawnReply {

	/** What {@code spawnRequest} returned. */
	Ref request();

	/**
	 * The process runs. Nothing it does is seen before this.
	 *
	 * @param request which request
	 * @param pid the new process
	 */
	record Ok(Ref request, Pid pid) implements SpawnReply {
	}

	/**
	 * There is no process.
	 *
	 * @param request which request
	 * @param reason why, {@code system_limit} for example
	 */
	record Failed(Ref request, ExitReason reason) implements SpawnReply {
	}

}
