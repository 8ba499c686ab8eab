package io.actor.process;

import io.actor.scheduler.Turn;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A process that is a piece of blocking code. It holds its thread from its first to its
 * last instruction, except while it hibernates; while it waits in one of our operations
 * the thread gives its run queue away.
 */
final class BodyProcess extends Process {

	/** What runs, or runs next. */
	private Body body;

	BodyProcess(Processes processes, Body body, @Nullable Pid parent, SpawnOptions options) {
		super(processes, parent, options);
		this.body = body;
	}

	@Override
	protected void run(Turn turn) {
		enter(turn);
		ExitReason reason = ExitReason.NORMAL;
		boolean idle = false;
		try {
			while (!idle && goesOn()) {
				idle = hibernate(turn);
			}
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
			// Idle, it may already run elsewhere.
			if (!idle) {
				leave();
				this.processes.ending.end(this, reason);
			}
		}
	}

	/** Runs the code. Whether other code is to follow, however that was left. */
	private boolean goesOn() throws Exception {
		checkAlive();
		Body code = this.body;
		try {
			code.run(this);
		}
		catch (Hibernation ex) {
			// Its stack is gone now.
		}
		return this.body != code;
	}

	/** Leaves the thread unless there is mail. Then it must not be touched any more. */
	private boolean hibernate(Turn turn) {
		fetch();
		if (after(null) != null) {
			return false;
		}
		drained();
		// Cleared first, as by a server: an interrupt must not reach who comes next.
		enter(null);
		if (becomeIdle()) {
			return true;
		}
		enter(turn);
		return false;
	}

	@Override
	void continueWith(Body continuation) {
		// A new object each time: the same code may follow itself.
		this.body = new Continuation(type(), continuation);
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
		return (this.body instanceof Continuation next) ? next.type : this.body.type();
	}

	/** What a process that began with this class does after it has hibernated. */
	private static final class Continuation implements Body {

		private final Class<?> type;

		private final Body code;

		private Continuation(Class<?> type, Body code) {
			this.type = type;
			this.code = code;
		}

		@Override
		public void run(Process self) throws Exception {
			this.code.run(self);
		}

	}

}
