package io.actor.process;

import io.actor.scheduler.Turn;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A process that is a piece of blocking code. It holds its thread from its first to its
 * last instruction; while it waits in one of our operations the thread gives its run
 * queue away.
 */
final class BodyProcess extends Process {

	private final Body body;

	BodyProcess(Processes processes, Body body, @Nullable Pid parent, SpawnOptions options) {
		super(processes, parent, options);
		this.body = body;
	}

	@Override
	protected void run(Turn turn) {
		enter(turn);
		ExitReason reason = ExitReason.NORMAL;
		try {
			checkAlive();
			this.body.run(this);
		}
		catch (ProcessExit ex) {
			reason = ex.reason();
		}
		catch (Throwable ex) {
			reason = ExitReason.crash(ex);
			if (doom(reason)) {
				this.processes.listener.crashed(this, reason, length());
			}
		}
		finally {
			leave();
			this.processes.ending.end(this, reason);
		}
	}

	@Override
	void ended(ExitReason reason) {
	}

	@Override
	String kind() {
		return "process";
	}

	@Override
	Class<?> type() {
		return this.body.type();
	}

}
