package io.actor.task;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.actor.process.Body;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * One piece of work in a process of its own, and its result (Elixir's {@code Task}).
 *
 * <pre>{@code
 * Task<Price> price = Task.async(() -> shop.price(item));
 * Task<Stock> stock = Task.async(() -> shop.stock(item));      // at the same time
 * return new Offer(price.await(), stock.await());
 * }</pre>
 *
 * The process that starts a task is its owner: it is linked with it, so that neither
 * outlives a crash of the other, and it alone may wait for the result, once. For tasks
 * whose crash must not reach the owner see {@link TaskSupervisor#asyncNoLink}. Inside the
 * work {@link Process#current()} is the task.
 *
 * <p>
 * The result is a message: an owner that never awaits, a server perhaps, gets a
 * {@link TaskReply} and then a {@link Down} in its {@code handleInfo}. A task returns
 * something; absence is an {@link Optional}.
 *
 * @param <T> type of the result
 */
public final class Task<T> {

	/** How long to wait unless said otherwise. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration FOREVER = Duration.ofDays(36_501);

	private final Process owner;

	private final Pid pid;

	private final TaskMonitor monitor;

	Task(Process owner, Pid pid, TaskMonitor monitor) {
		this.owner = owner;
		this.pid = pid;
		this.monitor = monitor;
	}

	/**
	 * Starts a task, linked with the current process, which owns it ({@code Task.async}).
	 * @throws IllegalStateException if the current thread runs no process
	 */
	public static <T> Task<T> async(Callable<? extends T> work) {
		Objects.requireNonNull(work, "work");
		Process owner = current();
		TaskMonitor monitor = TaskProcess.startLinked(owner, work);
		return new Task<>(owner, monitor.task(), monitor);
	}

	/**
	 * A task as a child of a supervisor: it runs once when the tree starts, nobody awaits
	 * it, and it is not restarted.
	 */
	public static ChildSpec child(String id, Body work) {
		return new ChildSpec(id, (supervisor) -> TaskProcess.startForgotten(supervisor, supervisor.pid(), work),
				Restart.TEMPORARY, Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
	}

	/**
	 * Applies a function to each input in a task of its own, a bounded number of them at
	 * the same time ({@code Task.async_stream}). Nothing runs before the stream is read,
	 * and inputs are taken only as fast as results are. The tasks are linked with the
	 * process that reads the stream: if one crashes and that process does not trap exits,
	 * it ends.
	 *
	 * <p>
	 * A stream that is not read to its end has to be closed, like that of
	 * {@link java.nio.file.Files#lines}; that kills the tasks that still run. It is read
	 * by one process.
	 * @param inputs taken one by one; for a stream write {@code stream::iterator}
	 */
	public static <I, R> Stream<Outcome<R>> asyncStream(Iterable<? extends I> inputs,
			TaskFunction<? super I, ? extends R> function, AsyncStreamOptions options) {
		return AsyncStream.of(inputs, function, options, new AsyncStream.Launcher(Task::async, true));
	}

	/** Its process. */
	public Pid pid() {
		return this.pid;
	}

	/**
	 * Names the task in its {@link TaskReply} and its {@link Down}.
	 */
	public Ref ref() {
		return this.monitor.ref();
	}

	/** The process that may wait for it. */
	public Pid owner() {
		return this.owner.pid();
	}

	// ---- waiting ----

	/** The result; waits five seconds for it. */
	public T await() {
		return await(DEFAULT_TIMEOUT);
	}

	/**
	 * The result ({@code Task.await}); a task is awaited once. When it is not there in
	 * time the task goes on, but its result will never arrive; unless the exception is
	 * caught the owner ends, and the task with it.
	 * @throws TaskException if the task ended without a result, or took longer
	 * @throws IllegalArgumentException if the current process is not the owner
	 */
	public T await(Duration timeout) {
		return switch (next("await", timeout)) {
			case null -> {
				this.monitor.closeAndFlush();
				throw late(timeout);
			}
			case Outcome.Value<T>(T value) -> value;
			case Outcome.Exited<T>(ExitReason reason) -> throw failed(reason);
		};
	}

	/**
	 * The results of tasks in the order in which they are given, all of them within one
	 * time ({@code Task.await_many}).
	 * @throws TaskException as soon as one of them ends without a result, or when the
	 * time is over; none of the others' results arrives then
	 * @throws IllegalArgumentException if the current process does not own all of them
	 */
	public static <T> List<T> awaitMany(List<Task<T>> tasks, Duration timeout) {
		checkNotNegative(timeout);
		return new ManyTasks<>(tasks, "await").await(timeout);
	}

	/**
	 * What has become of the task after at most this time ({@code Task.yield}): its
	 * outcome, or empty if it still runs, and then it may be waited for again.
	 * @throws IllegalArgumentException if the current process is not the owner
	 */
	public Optional<Outcome<T>> yield(Duration timeout) {
		return Optional.ofNullable(next("yield", timeout));
	}

	/**
	 * What has become of tasks after at most this time, in the order in which they are
	 * given ({@code Task.yield_many}).
	 * @throws IllegalArgumentException if the current process does not own all of them
	 */
	public static <T> List<Yielded<T>> yieldMany(List<Task<T>> tasks, YieldOptions options) {
		return new ManyTasks<>(tasks, "yield").yield(options);
	}

	// ---- giving up ----

	/**
	 * Tells the task to shut down, and kills it if it has not done so after this time;
	 * waits for its end ({@code Task.shutdown}).
	 * @return its value if it was there already; empty if the task stopped as it was
	 * asked; how it ended otherwise: {@code normal}, {@code killed} after the time,
	 * {@code noproc} if its result has been taken before
	 * @throws IllegalArgumentException if the current process is not the owner
	 */
	public Optional<Outcome<T>> shutdown(Duration timeout) {
		checkNotNegative(timeout);
		return end(ExitReason.SHUTDOWN, timeout);
	}

	/** Kills the task and waits for its end; otherwise as {@link #shutdown(Duration)}. */
	public Optional<Outcome<T>> kill() {
		return end(ExitReason.KILL, null);
	}

	/**
	 * The outcome if it is there; otherwise the task goes on alone, without link, and its
	 * result will never arrive ({@code Task.ignore}).
	 * @throws IllegalArgumentException if the current process is not the owner
	 */
	public Optional<Outcome<T>> ignore() {
		Outcome<T> outcome = next("ignore", Duration.ZERO);
		if (outcome == null) {
			this.owner.unlink(this.pid);
			this.monitor.closeAndFlush();
		}
		return Optional.ofNullable(outcome);
	}

	private Optional<Outcome<T>> end(ExitReason signal, @Nullable Duration timeout) {
		Process self = owned("shut down");
		// A monitor of its own, for the first one is gone if the result has been taken.
		Ref watch = self.monitor(this.pid);
		self.unlink(this.pid);
		self.exit(this.pid, signal);
		ExitReason asked = signal.equals(ExitReason.KILL) ? ExitReason.KILLED : signal;
		Down down = awaitEnd(self, watch, timeout);
		ExitReason reason = down.reason();
		// Found dead, but not heard of yet: how it ended is on its way.
		boolean coming = reason.equals(ExitReason.NOPROC) && this.monitor.isOpen();
		Outcome<T> outcome = next("shut down", coming ? FOREVER : Duration.ZERO);
		if (outcome instanceof Outcome.Exited<T>(ExitReason earlier) && reason.equals(ExitReason.NOPROC)) {
			reason = earlier;
		}
		this.monitor.closeAndFlush();
		if (outcome instanceof Outcome.Value<T>) {
			return Optional.of(outcome);
		}
		return reason.equals(asked) ? Optional.empty() : Optional.of(new Outcome.Exited<>(reason));
	}

	private Down awaitEnd(Process self, Ref watch, @Nullable Duration timeout) {
		Optional<Down> down = Optional.empty();
		if (timeout != null) {
			down = self.receive(Down.class, (each) -> each.monitor().equals(watch), timeout);
			if (down.isEmpty()) {
				self.exit(this.pid, ExitReason.KILL);
			}
		}
		return down.orElseGet(() -> self.receive(Down.class, (each) -> each.monitor().equals(watch)));
	}

	// ---- inside ----

	/** The outcome, taken out of the mailbox, or null if it is not there in time. */
	private @Nullable Outcome<T> next(String operation, Duration timeout) {
		checkNotNegative(timeout);
		Process self = owned(operation);
		Object message = self.receive(Object.class, this.monitor::concerns, timeout).orElse(null);
		return (message != null) ? taken(message) : null;
	}

	boolean concerns(Object message) {
		return this.monitor.concerns(message);
	}

	/** The outcome in a message of this task; no other message of it is seen. */
	@SuppressWarnings("unchecked")
	Outcome<T> taken(Object message) {
		this.monitor.closeAndFlush();
		return switch (message) {
			case TaskReply<?> reply -> new Outcome.Value<>((T) reply.value());
			case Down down -> new Outcome.Exited<>(down.reason());
			default -> throw new IllegalArgumentException(message + " is no message of " + this);
		};
	}

	/** Nothing of the task will arrive any more. */
	void forget() {
		this.monitor.closeAndFlush();
	}

	TaskException failed(ExitReason reason) {
		return new TaskException(this + " failed: " + reason, reason);
	}

	private TaskException late(Duration timeout) {
		return new TaskException(this + " has no result after " + timeout, TaskException.TIMEOUT);
	}

	/** The running process, if it is the owner. */
	Process owned(String operation) {
		Process self = Process.current();
		if (self != this.owner) {
			throw new IllegalArgumentException("Cannot " + operation + " " + this + " from "
					+ ((self != null) ? "process " + self.pid().toLocalString() : "a thread that runs no process")
					+ ": a task must be queried by its owner");
		}
		return self;
	}

	/** The running process, which is to own tasks. */
	static Process current() {
		Process self = Process.current();
		if (self == null) {
			throw new IllegalStateException(
					"Only a process can own a task, for its result is a message, and this thread runs none");
		}
		return self;
	}

	static void checkNotNegative(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("A task cannot be waited for " + timeout);
		}
	}

	/** How much is left until a deadline of the node's clock. */
	static Duration left(Processes processes, long deadline) {
		return Duration.ofNanos(Math.max(0, deadline - processes.deadline(Duration.ZERO)));
	}

	@Override
	public String toString() {
		return "Task " + this.pid.toLocalString() + " of " + this.owner.pid().toLocalString();
	}

}
