package io.actor.process;

import io.actor.scheduler.Task;
import io.actor.scheduler.Turn;

/** A piece of work on a worker that is no process. */
final class Work extends Task {

	private final Runnable action;

	Work(Runnable action) {
		this.action = action;
	}

	@Override
	protected void run(Turn turn) {
		this.action.run();
	}

}
