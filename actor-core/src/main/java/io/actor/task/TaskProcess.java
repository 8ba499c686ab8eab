package io.actor.task;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.actor.gen.StartResult;
import io.actor.process.Behaviour;
import io.actor.process.Body;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Marks;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * The process of a task ({@code Task.Supervised}): its whole life is its start, in which
 * it runs the work, sends the result to whoever waits for it, and ends normally.
 */
final class TaskProcess implements Behaviour {

	/** How long a supervised task waits to be told where its result goes. */
	private static final Duration HAND_OVER = Duration.ofSeconds(5);

	private final @Nullable Pid owner;

	private final Class<?> type;

	private final Work work;

	private final boolean supervised;

	/** Where the result goes; null if nobody wants it, or not yet known. */
	private @Nullable Ref replyTo;

	/** The work of a task. */
	@FunctionalInterface
	private interface Work {

		Object run(Process self) throws Exception;

	}

	/**
	 * Tells a supervised task where its result goes, when its owner watches it.
	 *
	 * @param owner who tells
	 * @param replyTo where
	 */
	private record Begin(Pid owner, Ref replyTo) {
	}

	private TaskProcess(@Nullable Pid owner, Class<?> type, Work work, boolean supervised) {
		this.owner = owner;
		this.type = type;
		this.work = work;
		this.supervised = supervised;
	}

	private static TaskProcess awaited(Process owner, Callable<?> work, boolean supervised) {
		return new TaskProcess(owner.pid(), work.getClass(), (self) -> Objects.requireNonNull(work.call(),
				"A task's value is never null; say absence with an Optional"), supervised);
	}

	/** Starts a task linked with its owner, which is the running process. */
	static TaskMonitor startLinked(Process owner, Callable<?> work) {
		TaskProcess task = awaited(owner, work, false);
		Process process = owner.processes().prepare(task, SpawnOptions.LINK, owner);
		// Watched before it runs, so its end cannot be missed.
		TaskMonitor monitor = TaskMonitor.open(owner, process.pid());
		task.replyTo = monitor.ref();
		owner.processes().start(process);
		return monitor;
	}

	/**
	 * A supervised task whose owner is not its parent: it waits for {@link #begin}.
	 * @param supervisor the running process, which it is linked with
	 */
	static StartResult startSupervised(Process supervisor, Process owner, Callable<?> work) {
		return started(supervisor, awaited(owner, work, true));
	}

	/** The owner watches a supervised task and lets it begin. */
	static TaskMonitor begin(Process owner, Pid task) {
		owner.checkAlive();
		TaskMonitor monitor = TaskMonitor.open(owner, task);
		owner.send(task, new Begin(owner.pid(), monitor.ref()));
		return monitor;
	}

	/** A task whose result nobody wants, linked with the running process. */
	static StartResult startForgotten(Process parent, @Nullable Pid owner, Body work) {
		return started(parent, new TaskProcess(owner, work.getClass(), (self) -> {
			work.run(self);
			return true;
		}, false));
	}

	private static StartResult started(Process parent, TaskProcess task) {
		Process process = parent.processes().prepare(task, SpawnOptions.LINK, parent);
		parent.processes().start(process);
		return new StartResult.Started(process.pid());
	}

	@Override
	public void start(Process self) {
		Ref to = (this.supervised && this.owner != null) ? handedOver(self, this.owner) : this.replyTo;
		Object value = run(self);
		if (to != null) {
			self.send(to, new TaskReply<>(to, value));
		}
		self.exit(ExitReason.NORMAL);
	}

	private static Ref handedOver(Process self, Pid owner) {
		Ref watched = self.monitor(owner);
		Object first = self.receive(Object.class, (message) -> switch (message) {
			case Begin begin -> begin.owner().equals(owner);
			case Down down -> down.monitor().equals(watched);
			default -> false;
		}, HAND_OVER).orElse(null);
		return switch (first) {
			case Begin begin -> {
				self.demonitorFlush(watched);
				yield begin.replyTo();
			}
			case Down down -> throw self.exit(ExitReason.shutdown(down.reason()));
			case null, default -> throw self.exit(TaskException.TIMEOUT);
		};
	}

	private Object run(Process self) {
		try {
			return this.work.run(self);
		}
		catch (ProcessExit ex) {
			// Told to end by a signal: then nobody is there to report.
			self.checkAlive();
			throw end(self, ex.reason());
		}
		catch (Throwable ex) {
			self.checkAlive();
			throw end(self, ExitReason.crash(ex));
		}
	}

	/** Ends the task by itself, with a report that names its owner. */
	private ProcessExit end(Process self, ExitReason reason) {
		if (!reason.isClean()) {
			if (this.owner != null) {
				Marks.label(self, "task of " + this.owner.toLocalString());
			}
			self.processes().reports().crash(self, reason, null);
		}
		return self.exit(reason);
	}

	/** Never called: the process ends in its start. */
	@Override
	public void handle(Process self, Message message) {
	}

	@Override
	public void ended(Process self, ExitReason reason) {
	}

	@Override
	public String kind() {
		return "task";
	}

	@Override
	public Class<?> type() {
		return this.type;
	}

}
