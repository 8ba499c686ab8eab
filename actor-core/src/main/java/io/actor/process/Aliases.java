package io.actor.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

	int count() {
		return this.aliases.size();
	}

	/** An alias of a process. */
	private record ProcessAlias(Process owner) implements AliasTarget {

		@Override
		public void message(Object message) {
			this.owner.processes.delivery.deliver(this.owner, new Message(message));
		}

		@Override
		public void down(ExitReason reason) {
		}
	}

}
