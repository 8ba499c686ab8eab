package io.actor.process;

import io.actor.scheduler.Turn;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * How processes come to be. A process has its place, its link and its monitor before it
 * runs, so that nobody can miss its end.
 */
final class Spawning {

	private final Processes processes;

	Spawning(Processes processes) {
		this.processes = processes;
	}

	/** A body that runs as soon as there is a worker. */
	Process spawn(Body body, SpawnOptions options, @Nullable Process parent) {
		Process process = body(body, options, parent);
		add(process, options, parent);
		start(process);
		return process;
	}

	/** The same, watched by its parent. */
	Spawned spawnMonitor(Body body, SpawnOptions options, MonitorOptions monitor, Process parent) {
		Process process = body(body, options, parent);
		add(process, options, parent);
		Ref ref = this.processes.signals.monitor(parent, process.pid(), monitor);
		start(process);
		return new Spawned(process.pid(), ref);
	}

	/** A server that has not started. */
	Process prepare(Behaviour behaviour, SpawnOptions options, @Nullable Process parent) {
		Process process = new ServerProcess(this.processes, behaviour, (parent != null) ? parent.pid() : null, options);
		add(process, options, parent);
		Marks.startedBy(process, parent);
		return process;
	}

	void start(Process prepared) {
		this.processes.scheduler.submit(prepared, Turn.current());
	}

	/**
	 * Starts a prepared process on the stack of the current thread. Once it has been told
	 * to end, the outer process must not interrupt the one on its stack, nor the other
	 * way round.
	 */
	boolean startNested(Process prepared) {
		Turn turn = Turn.current();
		if (prepared.cpuBound()) {
			return false;
		}
		Process outer = (turn.task() instanceof Process running) ? running : null;
		boolean interrupted = Thread.interrupted();
		if (outer != null) {
			// Told to end meanwhile, it must not interrupt the one on its stack.
			outer.leave();
		}
		try {
			return turn.runNested(prepared, 16);
		}
		finally {
			if (prepared.interrupted()) {
				// That was meant for the process that has just run here.
				Thread.interrupted();
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			if (outer != null) {
				outer.resume(turn);
			}
		}
	}

	private BodyProcess body(Body body, SpawnOptions options, @Nullable Process parent) {
		return new BodyProcess(this.processes, body, (parent != null) ? parent.pid() : null, options);
	}

	private void add(Process process, SpawnOptions options, @Nullable Process parent) {
		if (parent != null) {
			parent.checkAlive();
		}
		GroupLeader.inherit(process, parent);
		this.processes.table.add(process);
		if (options.link() && parent != null && !this.processes.signals.linkBoth(parent, process)) {
			this.processes.table.remove(process);
			parent.checkAlive();
		}
	}

	// ---- requests ----

	/** Asks for a process; a worker makes it. */
	Ref request(Body body, SpawnOptions options, @Nullable MonitorOptions monitor, Process parent) {
		Ref request = this.processes.newRef();
		Relations related = parent.relations();
		synchronized (related) {
			if (related.ended() || !parent.owns(related)) {
				return request;
			}
			related.settings().spawning.add(request);
		}
		this.processes.execute(() -> grant(request, body(body, options, parent), options, monitor, parent));
		return request;
	}

	/**
	 * Takes a request back. False if it has been answered, or is none of this process.
	 */
	boolean abandon(Process parent, Ref request) {
		Relations related = parent.relationsIfAny();
		return related != null && take(parent, related, request);
	}

	static boolean take(Process parent, Relations related, Ref request) {
		synchronized (related) {
			Settings settings = related.settingsIfAny();
			return parent.owns(related) && settings != null && settings.spawning.remove(request);
		}
	}

	private void grant(Ref request, Process process, SpawnOptions options, @Nullable MonitorOptions monitor,
			Process parent) {
		if (!abandon(parent, request)) {
			return;
		}
		SpawnReply reply;
		try {
			GroupLeader.inherit(process, parent);
			this.processes.table.add(process);
			if (options.link() && !this.processes.signals.linkBoth(parent, process)) {
				// The parent has ended, and would take the process along.
				this.processes.table.remove(process);
				return;
			}
			if (monitor != null) {
				this.processes.signals.monitor(parent, process.pid(), monitor, request);
			}
			reply = new SpawnReply.Ok(request, process.pid());
		}
		catch (SystemLimitException ex) {
			reply = new SpawnReply.Failed(request, ExitReason.named("system_limit"));
		}
		this.processes.deliverAlways(parent, new Message(reply));
		if (reply instanceof SpawnReply.Ok) {
			start(process);
		}
	}

}
