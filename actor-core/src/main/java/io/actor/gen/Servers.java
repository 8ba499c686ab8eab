package io.actor.gen;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/**
 * Starts servers ({@code gen_server:start/4} and {@code start_link/4}) and looks at them.
 */
public final class Servers {

	private Servers() {
	}

	/**
	 * Starts a server and waits for its init.
	 * @param supplier makes a new object each time; called in the new process
	 * @param parent links and owns the new process, or null; must be the running process
	 */
	public static StartResult start(Processes processes, Supplier<? extends GenServer<?, ?>> supplier,
			StartOptions options, @Nullable Process parent) {
		StartAck ack = new StartAck(processes);
		SpawnOptions spawn = new SpawnOptions(parent != null, options.cpuBound(), false);
		Process process = processes.prepare(loop(supplier, options, ack), spawn, parent);
		return await(process, ack, options, parent);
	}

	/**
	 * Starts a server, watched by the running process from its first instant
	 * ({@code gen_server:start_monitor/4}). If it does not come up, no
	 * {@link io.actor.process.Down} is left behind.
	 * @param watcher must be the running process
	 */
	public static MonitoredStart startMonitor(Process watcher, Supplier<? extends GenServer<?, ?>> supplier,
			StartOptions options) {
		Processes processes = watcher.processes();
		StartAck ack = new StartAck(processes);
		SpawnOptions spawn = new SpawnOptions(false, options.cpuBound(), false);
		Process process = processes.prepare(loop(supplier, options, ack), spawn, null);
		Ref monitor = watcher.monitor(process.pid());
		StartResult result = await(process, ack, options, null);
		if (result instanceof StartResult.Started) {
			return new MonitoredStart(result, Optional.of(monitor));
		}
		watcher.demonitorFlush(monitor);
		return new MonitoredStart(result, Optional.empty());
	}

	private static ServerLoop loop(Supplier<? extends GenServer<?, ?>> supplier, StartOptions options, StartAck ack) {
		Duration idle = options.hibernateAfter();
		return (idle != null) ? new HibernatingLoop(supplier, options.name(), ack, idle)
				: new ServerLoop(supplier, options.name(), ack);
	}

	private static StartResult await(Process process, StartAck ack, StartOptions options, @Nullable Process parent) {
		Processes processes = process.processes();
		Duration limit = options.timeout();
		// Without a limit the starter could do nothing but wait: the server's first
		// steps then run on its stack.
		if (limit != null || !processes.startNested(process)) {
			processes.start(process);
		}
		else if (!processes.isAlive(process.pid())) {
			// If it was told to end on this stack, the interrupt was meant for it.
			Thread.interrupted();
		}
		try {
			StartResult result = ack.await(processes, (limit != null) ? processes.deadline(limit) : 0, limit == null);
			if (result == null) {
				// The starter hears of it from the result alone, and when it is over.
				if (parent != null) {
					parent.unlink(process.pid());
				}
				processes.exit(process.pid(), process.pid(), ExitReason.KILL);
				ack.await(processes, 0, true);
				result = new StartResult.Failed(CallException.TIMEOUT, null);
			}
			if (parent != null && ack.hasDied() && processes.trapsExits(parent.pid())) {
				forgetExit(parent, process.pid());
			}
			return result;
		}
		catch (InterruptedException ex) {
			processes.exit(process.pid(), process.pid(), ExitReason.KILL);
			Thread.currentThread().interrupt();
			return new StartResult.Failed(ExitReason.named("interrupted"), null);
		}
	}

	/**
	 * A starter that traps exits hears of a failed start from its result alone, also of a
	 * server that was ended in its init ({@code proc_lib:start_link/3}, OTP 26 and
	 * later).
	 */
	private static void forgetExit(Process starter, Pid ended) {
		starter.unlink(ended);
		starter.receive(Exit.class, (exit) -> exit.from().equals(ended), Duration.ZERO);
	}

	/**
	 * Tells the servers of one name on several nodes something and does not wait
	 * ({@code gen_server:abcast/3}). Never fails because of them.
	 * @param nodes full names of the nodes, this one's among them if it is meant too
	 */
	public static void abcast(Processes processes, Collection<String> nodes, String name, Object message) {
		nodes.forEach((node) -> ServerRef.of(processes, new RegisteredName(name, node)).cast(message));
	}

	/**
	 * Asks the servers of one name on several nodes, all at once, and waits for their
	 * answers ({@code gen_server:multi_call/4}). Never fails because of them.
	 * @param nodes full names of the nodes, this one's among them if it is meant too
	 * @param timeout how long to wait for all of them; an answer that comes later is
	 * dropped
	 */
	public static <R> MultiReply<R> multiCall(Processes processes, Collection<String> nodes, String name,
			Request<R> request, Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("A call cannot wait " + timeout);
		}
		return MultiCall.call(processes, nodes, name, request, processes.deadline(timeout));
	}

	/**
	 * The user's object behind a local server, for views that read what it publishes. Its
	 * state belongs to its process.
	 */
	public static <T> Optional<T> view(Processes processes, Pid pid, Class<T> type) {
		return processes.behaviour(pid)
			.filter(ServerLoop.class::isInstance)
			.map((behaviour) -> ((ServerLoop) behaviour).view())
			.filter(type::isInstance)
			.map(type::cast);
	}

	/** What a local server is handling now, as a short text. */
	public static Optional<String> handling(Processes processes, Pid pid) {
		return processes.behaviour(pid)
			.filter(ServerLoop.class::isInstance)
			.map((behaviour) -> ((ServerLoop) behaviour).current())
			.map((message) -> message.getClass().getSimpleName());
	}

}
