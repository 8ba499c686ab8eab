package io.actor.task;

import java.time.Duration;

import io.actor.process.AliasTarget;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * An owner's monitor of its task and the address for the result, under one reference
 * ({@code monitor(process, Task, [{alias, demonitor}])}). The monitor fires once, and
 * then, or when it is closed, the address is off: no result comes after either.
 */
final class TaskMonitor implements AliasTarget {

	private final Process owner;

	private final Pid task;

	private final Ref ref;

	/** Guarded by this object's lock, under which everything is delivered. */
	private boolean closed;

	private TaskMonitor(Process owner, Pid task) {
		this.owner = owner;
		this.task = task;
		this.ref = owner.processes().openAlias(this);
	}

	/** The running process begins to watch a task. */
	static TaskMonitor open(Process owner, Pid task) {
		TaskMonitor monitor = new TaskMonitor(owner, task);
		owner.processes().watch(owner.pid(), task, monitor.ref);
		return monitor;
	}

	Pid task() {
		return this.task;
	}

	Ref ref() {
		return this.ref;
	}

	@Override
	public void message(Object message) {
		synchronized (this) {
			if (!this.closed) {
				// Like a Down it is refused by no limit: its owner waits for it.
				this.owner.processes().deliverAlways(this.owner, new Message(message));
			}
		}
	}

	@Override
	public void down(ExitReason reason) {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.owner.processes().deliverAlways(this.owner, new Message(new Down(this.ref, this.task, reason)));
		}
		this.owner.processes().closeAlias(this.ref);
	}

	/** Whether its Down is still to come. */
	synchronized boolean isOpen() {
		return !this.closed;
	}

	/** Whether a message is the result or the end of the task. */
	boolean concerns(Object message) {
		return switch (message) {
			case TaskReply<?> reply -> reply.task().equals(this.ref);
			case Down down -> down.monitor().equals(this.ref);
			default -> false;
		};
	}

	/** Ends the watch; nothing of the task is or comes into the owner's mailbox. */
	void closeAndFlush() {
		close();
		boolean more = true;
		while (more) {
			more = this.owner.receive(Object.class, this::concerns, Duration.ZERO).isPresent();
		}
	}

	private void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.owner.processes().closeAlias(this.ref);
		this.owner.processes().unwatch(this.owner.pid(), this.task, this.ref);
	}

}
