package io.actor.process;

import java.util.Optional;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * The signals that come in from other nodes, with explicit senders. Called by the
 * connection's thread; nothing here blocks or runs user code.
 */
public final class RemoteSignals {

	private final Processes processes;

	RemoteSignals(Processes processes) {
		this.processes = processes;
	}

	/** A message to a local process, name or alias; dropped if there is none. */
	public void message(Destination to, Object message) {
		if (to instanceof Ref alias) {
			if (!answer(alias, message)) {
				this.processes.delivery.dropped(DropReason.NO_ALIAS);
			}
			return;
		}
		Process target = this.processes.findLocal(to);
		if (target != null) {
			this.processes.deliver(target.pid(), new Message(message));
		}
		else {
			this.processes.delivery.dropped((to instanceof Pid) ? DropReason.NO_PROCESS : DropReason.NO_NAME);
		}
	}

	/**
	 * A message for an alias, if it is active.
	 * @return whether it is
	 */
	public boolean answer(Ref alias, Object message) {
		AliasTarget target = this.processes.aliases.find(alias);
		if (target != null) {
			target.message(message);
		}
		return target != null;
	}

	/** LINK. */
	public void link(Pid from, Pid to) {
		this.processes.signals.remoteLink(from, to);
	}

	/** UNLINK_ID; the caller sends the acknowledgement. */
	public void unlink(Pid from, Pid to) {
		this.processes.signals.remoteUnlink(from, to);
	}

	/** UNLINK_ID_ACK. */
	public void unlinked(long id, Pid from, Pid to) {
		this.processes.signals.remoteUnlinked(id, from, to);
	}

	/** EXIT: through a link, or NOCONNECTION when the connection is lost. */
	public void exitLink(Pid from, Pid to, ExitReason reason) {
		this.processes.signals.exitLink(from, to, reason);
	}

	/** EXIT2. */
	public void exit(Pid from, Pid to, ExitReason reason) {
		this.processes.signals.exit(from, to, reason);
	}

	/**
	 * MONITOR_P. Answered with a down at once if there is no such process.
	 * @return the watched process, if there is one
	 */
	public Optional<Pid> monitor(Pid watcher, Destination target, Ref ref) {
		Destination normal = this.processes.normalize(target);
		Process process = this.processes.findLocal(normal);
		this.processes.signals.watch(watcher, normal, ref);
		return (process != null) ? Optional.of(process.pid()) : Optional.empty();
	}

	/** DEMONITOR_P. */
	public void demonitor(Pid watcher, Destination target, Ref ref) {
		this.processes.signals.unwatch(watcher, this.processes.normalize(target), ref);
	}

	/** MONITOR_P_EXIT, or NOCONNECTION when the connection is lost. */
	public void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
		this.processes.signals.down(watcher, target, ref, reason);
	}

}
