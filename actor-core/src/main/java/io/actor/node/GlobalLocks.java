package io.actor.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

/**
 * The part of Erlang's global locks that lies on one node ({@code global:set_lock/2}): a
 * lock is held when all nodes that were asked have granted it. It is granted to a
 * requester, for whom several processes may hold it; the end of a process gives its hold
 * back.
 */
final class GlobalLocks {

	private final Map<Term, Lock> locks = new LinkedHashMap<>();

	private final Function<Pid, Ref> monitor;

	private final Consumer<Ref> demonitor;

	/**
	 * A lock that is held.
	 *
	 * @param requester to whom it was granted
	 * @param holders the processes that asked, with the monitor of each
	 */
	private record Lock(Term requester, Map<Pid, Ref> holders) {
	}

	GlobalLocks(Function<Pid, Ref> monitor, Consumer<Ref> demonitor) {
		this.monitor = monitor;
		this.demonitor = demonitor;
	}

	/** Grants a lock, unless another requester has it. */
	boolean set(Term resource, Term requester, Pid holder) {
		Lock lock = this.locks.computeIfAbsent(resource, (each) -> new Lock(requester, new LinkedHashMap<>()));
		if (!lock.requester().equals(requester)) {
			return false;
		}
		lock.holders().computeIfAbsent(holder, this.monitor);
		return true;
	}

	/** Gives a hold back, if this process has it for this requester. */
	void delete(Term resource, Term requester, Pid holder) {
		Lock lock = this.locks.get(resource);
		if (lock == null || !lock.requester().equals(requester)) {
			return;
		}
		Ref ref = lock.holders().remove(holder);
		if (ref != null) {
			this.demonitor.accept(ref);
		}
		if (lock.holders().isEmpty()) {
			this.locks.remove(resource);
		}
	}

	/** A holder has ended, or its node is lost. */
	void down(Ref ref) {
		this.locks.values().removeIf((lock) -> lock.holders().values().remove(ref) && lock.holders().isEmpty());
	}

	int count() {
		return this.locks.size();
	}

}
