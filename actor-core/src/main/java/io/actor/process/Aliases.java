package io.actor.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.Turn;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * The aliases of one node, of processes and of waiting callers. Whether an alias of a
 * process is active is known to its {@link Relations}, and decided under their lock.
 */
final class Aliases {

	private final Map<Ref, AliasTarget> aliases = new ConcurrentHashMap<>();

	void open(Ref alias, AliasTarget target) {
		this.aliases.put(alias, target);
	}

	/** Opens an alias of a process, which is switched off when the process ends. */
	void open(Ref alias, Process owner, Kind kind) {
		open(alias, new ProcessAlias(alias, owner, kind));
		Relations related = owner.relations();
		synchronized (related) {
			if (owner.owns(related) && !related.ended()) {
				related.addAlias(alias);
				return;
			}
		}
		// Ended by force meanwhile: nobody would switch it off.
		close(alias);
	}

	void close(Ref alias) {
		this.aliases.remove(alias);
	}

	/** Closes an alias if it is an active one of this process. */
	boolean close(Ref alias, Process owner) {
		Relations related = owner.relations();
		boolean active;
		synchronized (related) {
			active = !related.ended() && related.removeAlias(alias);
		}
		if (active) {
			close(alias);
		}
		return active;
	}

	/** Who is behind an alias, or null if it is not active. */
	@Nullable AliasTarget find(Ref alias) {
		return this.aliases.get(alias);
	}

	/** Who is behind an alias if that is no process. */
	@Nullable AliasTarget findOther(Ref alias) {
		AliasTarget target = this.aliases.get(alias);
		return (target instanceof ProcessAlias) ? null : target;
	}

	/**
	 * A priority message to an alias of a process that has opened a lane for it.
	 * @return false if the alias is none of that kind; then nothing has happened
	 */
	boolean sendPriority(Ref alias, Object message) {
		if (this.aliases.get(alias) instanceof ProcessAlias target && target.kind.priority) {
			target.accept(new PriorityMessage(message));
			return true;
		}
		return false;
	}

	int count() {
		return this.aliases.size();
	}

	/**
	 * What an alias of a process is for.
	 *
	 * @param once whether the first message switches it off
	 * @param monitor whether that removes the monitor with its reference too
	 * @param priority whether there is a lane for priority messages
	 */
	record Kind(boolean once, boolean monitor, boolean priority) {
	}

	/** An alias of a process. */
	private final class ProcessAlias implements AliasTarget {

		private final Ref alias;

		private final Process owner;

		private final Kind kind;

		private ProcessAlias(Ref alias, Process owner, Kind kind) {
			this.alias = alias;
			this.owner = owner;
			this.kind = kind;
		}

		@Override
		public void message(Object message) {
			accept(new Message(message));
		}

		@Override
		public void message(@Nullable Pid from, Object message) {
			accept(new SentMessage(from, message));
		}

		private void accept(Message message) {
			Processes processes = this.owner.processes;
			Turn turn = Turn.current();
			turn.beginSend();
			try {
				Delivery.sender();
				Relations.Monitored monitored = null;
				Relations related = this.owner.relations();
				// Under the lock: nothing arrives after the alias has been switched off,
				// and no Down after a reply that has removed the monitor.
				synchronized (related) {
					if (!active(related)) {
						processes.delivery.dropped(DropReason.NO_ALIAS);
						return;
					}
					if (this.kind.monitor) {
						monitored = related.removeMonitor(this.alias);
					}
					processes.delivery.enqueue(this.owner, message, turn);
				}
				if (this.kind.once) {
					close(this.alias);
				}
				if (monitored != null) {
					processes.signals.unwatch(this.owner.pid(), monitored.target(), this.alias);
				}
			}
			finally {
				turn.endSend();
			}
		}

		private boolean active(Relations related) {
			if (related.ended() || !this.owner.owns(related)) {
				return false;
			}
			return this.kind.once ? related.removeAlias(this.alias) : related.hasAlias(this.alias);
		}

		@Override
		public void down(ExitReason reason) {
			// Of a monitor with this alias the process itself hears.
		}

	}

}
