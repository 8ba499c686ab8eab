package io.actor.task;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Destination;
import io.actor.term.Pid;

/**
 * Tasks as children of a supervisor (Elixir's {@code Task.Supervisor}): they show in the
 * tree, are stopped with it, and may crash without their owner. The supervisor is a
 * {@link DynamicSupervisor} on this node.
 *
 * <pre>{@code
 * Supervisor.oneForOne().child(TaskSupervisor.child("tasks"));
 *
 * TaskSupervisor tasks = TaskSupervisor.of(processes, RegisteredName.local("tasks"));
 * Task<Price> price = tasks.asyncNoLink(() -> shop.price(item));
 * }</pre>
 *
 * Starting asks the supervisor and fails with {@link io.actor.gen.CallException} if it
 * does not run.
 */
public final class TaskSupervisor {

	private static final String ID = "task";

	private final Processes processes;

	private final SupervisorRef supervisor;

	private TaskSupervisor(Processes processes, SupervisorRef supervisor) {
		this.processes = processes;
		this.supervisor = supervisor;
	}

	/** The running supervisor with this pid or name on this node. */
	public static TaskSupervisor of(Processes processes, Destination supervisor) {
		if (!processes.isLocal(supervisor)) {
			throw new IllegalArgumentException("Tasks are started on their owner's node, and " + supervisor
					+ " is on another one: code does not travel");
		}
		return new TaskSupervisor(processes, SupervisorRef.of(processes, supervisor));
	}

	/** A supervisor of tasks without limit, registered under its id. */
	public static ChildSpec child(String id) {
		return child(id, Integer.MAX_VALUE);
	}

	/** A supervisor of at most this many tasks, registered under its id. */
	public static ChildSpec child(String id, int maxChildren) {
		return ChildSpec.supervisor(id, DynamicSupervisor.create().maxChildren(maxChildren));
	}

	// ---- awaited ----

	/**
	 * Starts a task that is linked with the current process, which owns it
	 * ({@code Task.Supervisor.async}).
	 * @throws IllegalStateException if there are {@code max_children}, or the current
	 * thread runs no process
	 */
	public <T> Task<T> async(Callable<? extends T> work) {
		return async(work, Shutdown.DEFAULT);
	}

	/** As {@link #async(Callable)}, stopped in this way when the supervisor stops. */
	public <T> Task<T> async(Callable<? extends T> work, Shutdown shutdown) {
		Process owner = owner();
		Pid task = start(owner, work, shutdown);
		owner.link(task);
		return new Task<>(owner, task, TaskProcess.begin(owner, task));
	}

	/**
	 * Starts a task that is not linked with the current process, which owns it
	 * ({@code Task.Supervisor.async_nolink}): a crash of the task is only a
	 * {@link io.actor.process.Down}, or an exception for who awaits it.
	 * @throws IllegalStateException if there are {@code max_children}, or the current
	 * thread runs no process
	 */
	public <T> Task<T> asyncNoLink(Callable<? extends T> work) {
		return asyncNoLink(work, Shutdown.DEFAULT);
	}

	/** As {@link #asyncNoLink(Callable)}, stopped in this way with the supervisor. */
	public <T> Task<T> asyncNoLink(Callable<? extends T> work, Shutdown shutdown) {
		Process owner = owner();
		Pid task = start(owner, work, shutdown);
		return new Task<>(owner, task, TaskProcess.begin(owner, task));
	}

	private Pid start(Process owner, Callable<?> work, Shutdown shutdown) {
		Objects.requireNonNull(work, "work");
		ChildSpec child = new ChildSpec(ID, (process) -> TaskProcess.startSupervised(process, owner, work),
				Restart.TEMPORARY, shutdown, ChildSpec.Kind.WORKER);
		return switch (this.supervisor.startChild(child)) {
			case ChildResult.Started(Pid pid) -> pid;
			case ChildResult.StartedWith(Pid pid, Object info) -> pid;
			case ChildResult.Done() -> throw new IllegalStateException("A task was started but does not run");
			case ChildResult.Refused(ExitReason reason) when reason.equals(ExitReason.named("max_children")) ->
				throw new IllegalStateException("A task was not started: the supervisor "
						+ this.supervisor.server().target() + " has its maximum number of tasks (max_children). "
						+ "A stream of tasks needs a maxConcurrency that leaves room for others");
			case ChildResult.Refused(ExitReason reason) ->
				throw new IllegalStateException("A task was not started: " + reason);
		};
	}

	private Process owner() {
		Process owner = Task.current();
		if (owner.processes() != this.processes) {
			throw new IllegalStateException(owner + " is on another node than " + this.supervisor.server().target());
		}
		return owner;
	}

	// ---- streams ----

	/** As {@link Task#asyncStream}, with tasks of this supervisor. */
	public <I, R> Stream<Outcome<R>> asyncStream(Iterable<? extends I> inputs,
			TaskFunction<? super I, ? extends R> function, AsyncStreamOptions options) {
		return AsyncStream.of(inputs, function, options, new AsyncStream.Launcher(this::async, true));
	}

	/**
	 * As {@link #asyncStream}, with tasks whose crash does not reach the reader: it is
	 * the outcome of their input.
	 */
	public <I, R> Stream<Outcome<R>> asyncStreamNoLink(Iterable<? extends I> inputs,
			TaskFunction<? super I, ? extends R> function, AsyncStreamOptions options) {
		return AsyncStream.of(inputs, function, options, new AsyncStream.Launcher(this::asyncNoLink, false));
	}

	// ---- not awaited ----

	/**
	 * Starts a task whose result nobody wants, not linked with whoever starts it
	 * ({@code Task.Supervisor.start_child}); from any thread.
	 * @return its process, or refused with {@code max_children}
	 */
	public ChildResult startChild(Body work) {
		return startChild(work, Restart.TEMPORARY, Shutdown.DEFAULT);
	}

	/** As {@link #startChild(Body)}, restarted and stopped in this way. */
	public ChildResult startChild(Body work, Restart restart, Shutdown shutdown) {
		Objects.requireNonNull(work, "work");
		Process starter = Process.current();
		Pid from = (starter != null) ? starter.pid() : null;
		return this.supervisor
			.startChild(new ChildSpec(ID, (process) -> TaskProcess.startForgotten(process, from, work), restart,
					shutdown, ChildSpec.Kind.WORKER));
	}

	// ---- children ----

	/** The tasks that run ({@code Task.Supervisor.children}). */
	public List<Pid> children() {
		return this.supervisor.whichChildren().stream().map(ChildInfo::pid).filter(Objects::nonNull).toList();
	}

	/**
	 * Stops a task ({@code Task.Supervisor.terminate_child}).
	 * @return refused with {@code not_found} if it is none of these
	 */
	public ChildResult terminateChild(Pid task) {
		return this.supervisor.terminateChild(task);
	}

	/** Its supervisor, to stop it for example. */
	public SupervisorRef supervisor() {
		return this.supervisor;
	}

}
