package io.actor.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.Turn;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/** The active aliases of one node, of processes and of waiting callers. */
final class Aliases {

	private final Map<Ref, AliasTarget> aliases = new ConcurrentHashMap<>();

	void open(Ref alias, AliasTarget target) {
		this.aliases.put(alias, target);
	}

	/** Opens an alias of a process, which is switched off when the process ends. */
	void open(Ref alias, Process owner) {
		open(alias, new ProcessAlias(owner));
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
		if (this.aliases.remove(alias) instanceof ProcessAlias opened) {
			opened.close();
		}
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

	int count() {
		return this.aliases.size();
	}

	/** An alias of a process. */
	private static final class ProcessAlias implements AliasTarget {

		private final Process owner;

		private boolean closed;

		private ProcessAlias(Process owner) {
			this.owner = owner;
		}

		@Override
		public void message(Object message) {
			Delivery delivery = this.owner.processes.delivery;
			Turn turn = Turn.current();
			turn.beginSend();
			try {
				Delivery.sender();
				// Under the lock: nothing arrives after the alias has been switched off.
				synchronized (this) {
					if (!this.closed) {
						delivery.enqueue(this.owner, new Message(message), turn);
						return;
					}
				}
			}
			finally {
				turn.endSend();
			}
			delivery.dropped(DropReason.NO_ALIAS);
		}

		@Override
		public void down(ExitReason reason) {
		}

		private synchronized void close() {
			this.closed = true;
		}

	}

}
