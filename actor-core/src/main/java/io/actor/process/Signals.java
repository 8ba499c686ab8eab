package io.actor.process;

import io.actor.scheduler.Interleave;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

/**
 * The signals that are no messages: exit, link, monitor. Each takes effect at once, under
 * the lock of the receiver's {@link Relations}, on the thread of its sender.
 */
final class Signals {

	private final Processes processes;

	Signals(Processes processes) {
		this.processes = processes;
	}

	// ---- exit ----

	/** {@code exit(To, Reason)}; the truth table of exit signals. */
	void exit(Pid from, Pid to, ExitReason reason) {
		Process target = this.processes.find(to);
		if (target == null) {
			Distribution distribution = this.processes.distribution();
			if (distribution != null && !this.processes.isLocal(to)) {
				distribution.exit(from, to, reason);
			}
		}
		else if (reason.equals(ExitReason.KILL)) {
			fatal(target, ExitReason.KILLED, true);
		}
		else if (target.trapExit) {
			this.processes.deliverAlways(target, new Message(new Exit(from, reason)));
		}
		else if (!reason.isNormal() || from.equals(to)) {
			fatal(target, reason, false);
		}
	}

	/** The exit of a process reaches one that was linked with it. */
	void exitLink(Pid from, Pid to, ExitReason reason) {
		Process target = this.processes.find(to);
		if (target == null) {
			Distribution distribution = this.processes.distribution();
			if (distribution != null && !this.processes.isLocal(to)) {
				distribution.exitLink(from, to, reason);
			}
			return;
		}
		Relations related = target.relations();
		Interleave.point();
		synchronized (related) {
			// Not linked any more: unlinked meanwhile, the signal is stale. Delivered
			// under the lock, so that none comes after an unlink has returned.
			if (!related.ended() && related.removeLink(from)) {
				received(target, from, reason);
			}
		}
	}

	private void received(Process target, Pid from, ExitReason reason) {
		if (target.trapExit) {
			this.processes.deliverAlways(target, new Message(new Exit(from, reason)));
		}
		else if (!reason.isNormal()) {
			fatal(target, reason, false);
		}
	}

	private void fatal(Process target, ExitReason reason, boolean kill) {
		boolean first = target.doom(reason);
		if (first || kill) {
			this.processes.ending.begin(target, kill);
		}
	}

	// ---- links ----

	void link(Process self, Pid other) {
		if (other.equals(self.pid())) {
			return;
		}
		if (this.processes.isLocal(other)) {
			Process target = this.processes.find(other);
			if (target != null && linkBoth(self, target)) {
				return;
			}
			self.checkAlive();
			if (!self.trapExit) {
				throw new NoProcessException(other);
			}
			this.processes.deliverAlways(self, new Message(new Exit(other, ExitReason.NOPROC)));
			return;
		}
		Relations related = self.relations();
		synchronized (related) {
			if (related.ended() || !self.owns(related) || !related.addLink(other)) {
				return;
			}
		}
		Distribution distribution = this.processes.distribution();
		if (distribution != null) {
			distribution.link(self.pid(), other);
		}
		else {
			exitLink(other, self.pid(), ExitReason.NOCONNECTION);
		}
	}

	/** Links two local processes. False if one has ended. */
	boolean linkBoth(Process one, Process other) {
		return withBoth(one, other, () -> {
			one.relations().addLink(other.pid());
			other.relations().addLink(one.pid());
		});
	}

	void unlink(Process self, Pid other) {
		if (this.processes.isLocal(other)) {
			Process target = this.processes.find(other);
			if (target == null || !withBoth(self, target, () -> {
				self.relations().removeLink(other);
				target.relations().removeLink(self.pid());
			})) {
				removeLink(self, other);
			}
			return;
		}
		long id = this.processes.nextNumber();
		Relations related = self.relations();
		synchronized (related) {
			if (related.ended() || !related.removeLink(other)) {
				return;
			}
			related.beginUnlink(other, id);
		}
		Distribution distribution = this.processes.distribution();
		if (distribution != null) {
			distribution.unlink(id, self.pid(), other);
		}
	}

	private static void removeLink(Process self, Pid other) {
		Relations related = self.relations();
		synchronized (related) {
			if (!related.ended()) {
				related.removeLink(other);
			}
		}
	}

	/**
	 * Does something to the relations of two processes at once. Both locks, in the order
	 * of the pids: a link and an unlink from both sides at the same time would otherwise
	 * leave a link that only one side knows.
	 */
	private static boolean withBoth(Process one, Process other, Runnable action) {
		boolean ordered = Integer.compareUnsigned(one.pid().serial(), other.pid().serial()) < 0
				|| (one.pid().serial() == other.pid().serial()
						&& Integer.compareUnsigned(one.pid().id(), other.pid().id()) < 0);
		Process first = ordered ? one : other;
		Process second = ordered ? other : one;
		Relations outer = first.relations();
		Relations inner = second.relations();
		if (outer.ended() || inner.ended()) {
			return false;
		}
		Interleave.point();
		synchronized (outer) {
			synchronized (inner) {
				if (!first.owns(outer) || !second.owns(inner)) {
					return false;
				}
				action.run();
				return true;
			}
		}
	}

	/** LINK from another node. */
	void remoteLink(Pid from, Pid to) {
		Process target = this.processes.find(to);
		Relations related = (target != null) ? target.relations() : Relations.ENDED;
		synchronized (related) {
			if (!related.ended() && target != null && target.owns(related)) {
				// While an unlink waits for its acknowledgement the link is the old one.
				if (!related.unlinking(from)) {
					related.addLink(from);
				}
				return;
			}
		}
		Distribution distribution = this.processes.distribution();
		if (distribution != null) {
			distribution.exitLink(to, from, ExitReason.NOPROC);
		}
	}

	/** UNLINK_ID from another node; the caller acknowledges it. */
	void remoteUnlink(Pid from, Pid to) {
		Process target = this.processes.find(to);
		if (target != null) {
			removeLink(target, from);
		}
	}

	/** UNLINK_ID_ACK from another node. */
	void remoteUnlinked(long id, Pid from, Pid to) {
		Process target = this.processes.find(to);
		if (target != null) {
			Relations related = target.relations();
			synchronized (related) {
				if (!related.ended()) {
					related.endUnlink(from, id);
				}
			}
		}
	}

	// ---- monitors ----

	Ref monitor(Process self, Destination given) {
		Ref ref = this.processes.newRef();
		Destination target = this.processes.normalize(given);
		if (target.equals(self.pid())) {
			return ref;
		}
		Relations related = self.relations();
		synchronized (related) {
			if (self.owns(related) && !related.ended()) {
				related.addMonitor(ref, target, (target instanceof Pid pid) ? pid : null);
			}
		}
		Interleave.point();
		watch(self.pid(), target, ref);
		return ref;
	}

	/**
	 * Makes a watcher hear of the target's end, whoever the watcher is.
	 * @param target as {@link Processes#normalize} gives it
	 */
	void watch(Pid watcher, Destination target, Ref ref) {
		if (!this.processes.isLocal(target)) {
			Distribution distribution = this.processes.distribution();
			if (distribution != null) {
				distribution.monitor(watcher, target, ref);
			}
			else {
				down(watcher, target, ref, ExitReason.NOCONNECTION);
			}
			return;
		}
		Process process = this.processes.findLocal(target);
		Relations watched = (process != null) ? process.relations() : Relations.ENDED;
		Interleave.point();
		synchronized (watched) {
			if (!watched.ended() && process != null && process.owns(watched)) {
				watched.addWatcher(ref, watcher, target);
				if (target instanceof RegisteredName) {
					this.processes.bindings.put(ref, process.pid());
				}
				return;
			}
		}
		down(watcher, target, ref, ExitReason.NOPROC);
	}

	boolean demonitor(Process self, Ref ref) {
		Relations related = self.relations();
		Relations.Monitored monitored;
		synchronized (related) {
			monitored = related.ended() ? null : related.removeMonitor(ref);
		}
		if (monitored == null) {
			return false;
		}
		Interleave.point();
		unwatch(self.pid(), monitored.target(), ref);
		return true;
	}

	void unwatch(Pid watcher, Destination target, Ref ref) {
		if (!this.processes.isLocal(target)) {
			Distribution distribution = this.processes.distribution();
			if (distribution != null) {
				distribution.demonitor(watcher, target, ref);
			}
			return;
		}
		Pid bound = (target instanceof Pid pid) ? pid : this.processes.bindings.remove(ref);
		Process process = (bound != null) ? this.processes.find(bound) : null;
		if (process != null) {
			Relations watched = process.relations();
			synchronized (watched) {
				if (!watched.ended()) {
					watched.removeWatcher(ref);
				}
			}
		}
	}

	/** Tells a watcher that the target has ended. */
	void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
		this.processes.bindings.remove(ref);
		AliasTarget reply = this.processes.aliases.find(ref);
		if (reply != null) {
			reply.down(reason);
			return;
		}
		Process process = this.processes.find(watcher);
		if (process == null) {
			Distribution distribution = this.processes.distribution();
			if (distribution != null && !this.processes.isLocal(watcher)) {
				distribution.down(watcher, target, ref, reason);
			}
			return;
		}
		Relations related = process.relations();
		Interleave.point();
		synchronized (related) {
			// Demonitored meanwhile, or it has fired: at most one Down for a reference.
			// Delivered under the lock: when a demonitor finds the monitor gone, the Down
			// is in the mailbox, where a flush finds it.
			if (!related.ended() && related.removeMonitor(ref) != null) {
				this.processes.deliverAlways(process, new Message(new Down(ref, target, reason)));
			}
		}
	}

	/** What a process leaves behind when it ends. */
	void release(Process ended, Relations taken, ExitReason reason) {
		Pid pid = ended.pid();
		for (Pid linked : taken.links()) {
			exitLink(pid, linked, reason);
		}
		taken.watchers().forEach((ref, watcher) -> down(watcher.pid(), watcher.target(), ref, reason));
		taken.monitors().forEach((ref, monitored) -> unwatch(pid, monitored.target(), ref));
	}

}
