package io.actor.task;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.actor.process.Body;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * The process between a stream's reader and its tasks ({@code stream_monitor}): it owns
 * the tasks, so what they send never reaches the reader's mailbox; it kills those that
 * take too long while the reader is busy, and all of them when the reader stops or ends.
 */
final class StreamRunner implements Body {

	private final Plan plan;

	/** In the order in which they were started, which is that of their deadlines. */
	private final Map<Ref, Running> running = new LinkedHashMap<>();

	/**
	 * What a runner has to know.
	 *
	 * @param stream names the stream
	 * @param reader who reads it
	 * @param launcher starts tasks
	 * @param timeout how long each may take
	 * @param zipped whether a failure tells the input
	 * @param fatal whether the crash of a task ends the runner, and the reader by the
	 * link
	 */
	record Plan(Ref stream, Pid reader, AsyncStream.Launcher launcher, Duration timeout, boolean zipped,
			boolean fatal) {
	}

	/**
	 * Asks for a task.
	 *
	 * @param position of the input
	 * @param input only told in failures
	 * @param work what to do
	 */
	record Start(long position, Object input, Callable<Object> work) {
	}

	/** Asks for the end: all tasks are killed. */
	record Stop() {
	}

	StreamRunner(Plan plan) {
		this.plan = plan;
	}

	@Override
	public void run(Process self) {
		// Always: ended by the reader's exit it could not kill tasks that are not linked.
		self.trapExit(true);
		Ref reader = self.monitor(this.plan.reader());
		while (true) {
			switch (next(self)) {
				case null -> killLate(self);
				case Start start -> start(self, start);
				case Stop() -> {
					killAll(self);
					return;
				}
				case TaskReply<?> reply -> replied(reply);
				case Down down when down.monitor().equals(reader) -> stop(self, down.reason());
				case Down down -> ended(self, down);
				case Exit exit when exit.from().equals(this.plan.reader()) || isStrange(exit) ->
					stop(self, exit.reason());
				case Object other -> {
				}
			}
		}
	}

	/** A fatal signal of somebody who is no task of this stream. */
	private boolean isStrange(Exit exit) {
		return !exit.reason().isNormal()
				&& this.running.values().stream().noneMatch((each) -> each.task.pid().equals(exit.from()));
	}

	/** The next message, or null when a task has taken too long. */
	private @Nullable Object next(Process self) {
		long deadline = this.running.values()
			.stream()
			.filter((each) -> !each.late)
			.findFirst()
			.map((each) -> each.deadline)
			.orElse(Long.MAX_VALUE);
		if (deadline == Long.MAX_VALUE) {
			return self.receive();
		}
		Optional<Object> message = self.receive(Object.class, Task.left(self.processes(), deadline));
		return message.orElse(null);
	}

	private void start(Process self, Start start) {
		try {
			Task<Object> task = this.plan.launcher().start(start.work());
			this.running.put(task.ref(), new Running(task, start, self.processes().deadline(this.plan.timeout())));
		}
		catch (RuntimeException ex) {
			self.send(this.plan.reader(), new StreamEvent.NotStarted(this.plan.stream(), ex));
		}
	}

	private void replied(TaskReply<?> reply) {
		Running task = this.running.get(reply.task());
		if (task != null) {
			// Told when its process is gone too: there are never more than allowed.
			task.value = reply.value();
		}
	}

	private void killLate(Process self) {
		for (Running each : this.running.values()) {
			if (!each.late) {
				each.late = true;
				kill(self, each);
				return;
			}
		}
	}

	private void ended(Process self, Down down) {
		Running task = this.running.remove(down.monitor());
		if (task == null) {
			return;
		}
		Object value = task.value;
		if (value != null) {
			finished(self, task, new Outcome.Value<>(value), false);
		}
		else if (task.late) {
			finished(self, task, exited(task, TaskException.TIMEOUT), true);
		}
		else if (this.plan.fatal() && !down.reason().isNormal()) {
			stop(self, down.reason());
		}
		else {
			finished(self, task, exited(task, down.reason()), false);
		}
	}

	private Outcome<Object> exited(Running task, ExitReason reason) {
		return new Outcome.Exited<>(
				this.plan.zipped() ? ExitReason.of(new InputExit(task.start.input(), reason)) : reason);
	}

	private void finished(Process self, Running task, Outcome<?> outcome, boolean late) {
		self.send(this.plan.reader(),
				new StreamEvent.Finished(this.plan.stream(), task.start.position(), outcome, late));
	}

	private void stop(Process self, ExitReason reason) {
		killAll(self);
		self.exit(reason);
	}

	private static void kill(Process self, Running task) {
		self.unlink(task.task.pid());
		self.exit(task.task.pid(), ExitReason.KILL);
	}

	/** Tells all of them first, then waits for each. */
	private void killAll(Process self) {
		this.running.values().forEach((each) -> kill(self, each));
		this.running.values()
			.forEach((each) -> self.receive(Down.class, (down) -> down.monitor().equals(each.task.ref())));
	}

	/** A task that runs. */
	private static final class Running {

		private final Task<Object> task;

		private final Start start;

		private final long deadline;

		private @Nullable Object value;

		private boolean late;

		private Running(Task<Object> task, Start start, long deadline) {
			this.task = task;
			this.start = start;
			this.deadline = deadline;
		}

	}

}
