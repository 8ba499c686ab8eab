package io.actor.gen;

import java.time.Duration;

import io.actor.process.Ancestors;
import io.actor.process.Body;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * Starts processes that are no servers as servers are started ({@code proc_lib}): whoever
 * starts one can wait until it is ready, it knows its ancestors, and an end that is not
 * clean is reported as a crash. A child of a supervisor that is a piece of code is
 * started with {@link #startLink(Process, StartBody)}.
 */
public final class ProcLib {

	private ProcLib() {
	}

	/** Spawns a process with ancestors and crash reports ({@code proc_lib:spawn/1}). */
	public static Pid spawn(Process parent, Body body) {
		return parent.spawn(new Reported(body.type(), body, Ancestors.ofChildrenOf(parent)));
	}

	/** The same, linked with its parent ({@code proc_lib:spawn_link/1}). */
	public static Pid spawnLink(Process parent, Body body) {
		return parent.spawnLink(new Reported(body.type(), body, Ancestors.ofChildrenOf(parent)));
	}

	/**
	 * Starts a process and waits until it says that it is ready
	 * ({@code proc_lib:start/3}).
	 * @return what it said; {@link StartResult.Failed} with its exit reason if it ended
	 * without a word. Then it and its names are gone.
	 */
	public static StartResult start(Processes processes, StartBody body) {
		return start(processes, body, null, null);
	}

	/**
	 * The same, and a process that has said nothing within this time is killed: the
	 * result is {@link StartResult.Failed} with {@code timeout}.
	 */
	public static StartResult start(Processes processes, StartBody body, Duration timeout) {
		return start(processes, body, timeout, null);
	}

	/**
	 * Starts a process that is linked with the running one
	 * ({@code proc_lib:start_link/3}). If the start fails, a parent that traps exits
	 * hears of it from the result alone, any other also through the link.
	 */
	public static StartResult startLink(Process parent, StartBody body) {
		return start(parent.processes(), body, null, parent);
	}

	/** The same with a limit, as for {@link #start(Processes, StartBody, Duration)}. */
	public static StartResult startLink(Process parent, StartBody body, Duration timeout) {
		return start(parent.processes(), body, timeout, parent);
	}

	private static StartResult start(Processes processes, StartBody body, @Nullable Duration timeout,
			@Nullable Process linked) {
		Process running = Process.current();
		Process starter = (linked != null || running == null || running.processes() != processes) ? linked : running;
		InitAck ack = new InitAck(processes);
		Body code = new Reported(body.getClass(), (self) -> body.run(self, ack),
				(starter != null) ? Ancestors.ofChildrenOf(starter) : null);
		Process child = processes.spawn(code, (linked != null) ? SpawnOptions.LINK : SpawnOptions.DEFAULT, starter);
		InitAck.Waiting waiting = ack.starter();
		child.owes(waiting);
		try {
			StartResult result = waiting.awaitWord(processes,
					(timeout != null) ? processes.deadline(timeout) : Long.MAX_VALUE);
			if (result == null) {
				if (linked != null) {
					// The starter hears of it from the result alone.
					linked.unlink(child.pid());
				}
				processes.exit(processes.nobody(), child.pid(), ExitReason.KILL);
				waiting.awaitEnd(processes);
				result = new StartResult.Failed(CallException.TIMEOUT, null);
			}
			if (linked != null && waiting.hasFailed() && processes.trapsExits(linked.pid())) {
				forgetExit(linked, child.pid());
			}
			return result;
		}
		catch (InterruptedException ex) {
			processes.exit(processes.nobody(), child.pid(), ExitReason.KILL);
			Thread.currentThread().interrupt();
			return new StartResult.Failed(ExitReason.named("interrupted"), null);
		}
	}

	private static void forgetExit(Process starter, Pid ended) {
		starter.unlink(ended);
		starter.receive(Exit.class, (exit) -> exit.from().equals(ended), Duration.ZERO);
	}

}
