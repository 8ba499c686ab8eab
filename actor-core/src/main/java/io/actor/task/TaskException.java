package io.actor.task;

import io.actor.gen.CallException;
import io.actor.process.ExitReason;

/**
 * There is no result of a task: it has ended without one, or not come in time. A process
 * that does not catch it ends, and its linked tasks with it; Elixir's {@code exit
 * {Reason, {Task, await, _}}}.
 */
public class TaskException extends RuntimeException {

	/** The reason when the result did not come in time. */
	public static final ExitReason TIMEOUT = CallException.TIMEOUT;

	private final transient ExitReason reason;

	TaskException(String message, ExitReason reason) {
		super(message, (reason instanceof ExitReason.Crash crash) ? crash.cause() : null);
		this.reason = reason;
	}

	/** Why: {@link #TIMEOUT}, or the exit reason of the task. */
	public ExitReason reason() {
		return this.reason;
	}

	/** Whether the result did not come in time; the task may still run. */
	public boolean isTimeout() {
		return TIMEOUT.equals(this.reason);
	}

}
