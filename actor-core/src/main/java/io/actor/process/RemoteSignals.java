package io.actor.process;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * The signals that come in from other nodes, with explicit senders. Called by the
 * connection's thread; nothing here blocks or runs user code.
 */
public final class RemoteSignals {

	private final Processes processes;

	RemoteSignals(Processes processes) {
		this.processes = processes;
	}

	/**
	 * A message to a local process, name or alias; dropped if there is none.
	 * @param from who sent it, if that was said
	 */
	public void message(@Nullable Pid from, Destination to, Object message) {
		if (to instanceof Ref alias) {
			if (!answer(from, alias, message)) {
				this.processes.delivery.dropped(DropReason.NO_ALIAS);
			}
			return;
		}
		deliver(to, new SentMessage(from, message));
	}

	/**
	 * A message to a local process or name, to be read in the receiver's own turn;
	 * dropped if there is none.
	 * @param from who sent it, if that was said
	 * @param body reads it, on any thread; null if it cannot be read, and then it was
	 * never there
	 */
	public void unread(@Nullable Pid from, Destination to, Supplier<@Nullable Object> body) {
		deliver(to, new UnreadMessage(from, body));
	}

	private void deliver(Destination to, Message message) {
		Process target = this.processes.findLocal(to);
		if (target != null) {
			this.processes.delivery.deliver(target, message);
		}
		else {
			this.processes.delivery.dropped((to instanceof Pid) ? DropReason.NO_PROCESS : DropReason.NO_NAME);
		}
	}

	/**
	 * A message for an alias, if it is active.
	 * @param from who sent it, if that was said
	 * @return whether it is
	 */
	public boolean answer(@Nullable Pid from, Ref alias, Object message) {
		AliasTarget target = this.processes.aliases.find(alias);
		if (target != null) {
			target.message(from, message);
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

	/**
	 * SPAWN_REQUEST: makes a process and runs it.
	 * @param parent who asked
	 * @param leader its group leader
	 * @param ready told of the process before it can do anything; if this fails there is
	 * no process
	 * @throws SystemLimitException if there are too many processes
	 */
	public void spawn(Body body, Pid parent, Pid leader, Consumer<Process> ready) {
		this.processes.remoteSpawning.grant(body, parent, leader, ready);
	}

	/**
	 * SPAWN_REPLY: there is a process. Called before any other signal of it.
	 * @param linked whether it is linked with who asked
	 * @param monitored whether it is monitored under the request's reference
	 */
	public void spawned(RemoteSpawn spawn, Pid child, boolean linked, boolean monitored) {
		this.processes.remoteSpawning.spawned(spawn, child, linked, monitored);
	}

	/** SPAWN_REPLY without a process, or NOCONNECTION when the connection is lost. */
	public void notSpawned(RemoteSpawn spawn, ExitReason reason) {
		this.processes.remoteSpawning.failed(spawn, reason);
	}

}
