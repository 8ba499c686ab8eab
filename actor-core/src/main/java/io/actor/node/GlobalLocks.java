package io.actor.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.etf.EncodedTerm;

/**
 * The part of Erlang's global locks that lies on one node ({@code global:set_lock/2}): a
 * lock is held when all nodes that were asked have granted it. It is granted to a
 * requester, for whom several processes may hold it; the end of a process gives its hold
 * back. The processes of a node may hold so many, with names of limited length; more is
 * not granted.
 */
final class GlobalLocks {

	/** Most holds of the processes of one node. */
	static final int MOST_OF_NODE = 1024;

	/** Longest resource and requester together, in bytes on the wire. */
	static final int LONGEST = 4 * 1024;

	private final Map<Term, Lock> locks = new LinkedHashMap<>();

	private final Function<Pid, Ref> monitor;

	private final Consumer<Ref> demonitor;

	/** Told when a lock is not granted because of a limit. */
	private final Runnable tooMuch;

	/** By node: how many holds its processes have. */
	private final Map<String, Integer> holds = new HashMap<>();

	/**
	 * A lock that is held.
	 *
	 * @param requester to whom it was granted
	 * @param holders the processes that asked, with the monitor of each
	 */
	private record Lock(Term requester, Map<Pid, Ref> holders) {
	}

	GlobalLocks(Function<Pid, Ref> monitor, Consumer<Ref> demonitor, Runnable tooMuch) {
		this.monitor = monitor;
		this.demonitor = demonitor;
		this.tooMuch = tooMuch;
	}

	/** Grants a lock, unless another requester has it, or the holder's node too many. */
	boolean set(Term resource, Term requester, Pid holder) {
		Lock lock = this.locks.get(resource);
		if (lock != null && !lock.requester().equals(requester)) {
			return false;
		}
		if (lock != null && lock.holders().containsKey(holder)) {
			return true;
		}
		String node = holder.node().name();
		if (this.holds.getOrDefault(node, 0) >= MOST_OF_NODE
				|| (lock == null && EncodedTerm.of(Tuple.of(resource, requester)).size() > LONGEST)) {
			this.tooMuch.run();
			return false;
		}
		this.holds.merge(node, 1, Integer::sum);
		this.locks.computeIfAbsent(resource, (each) -> new Lock(requester, new LinkedHashMap<>()))
			.holders()
			.put(holder, this.monitor.apply(holder));
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
			released(holder);
		}
		if (lock.holders().isEmpty()) {
			this.locks.remove(resource);
		}
	}

	/** A holder has ended, or its node is lost. */
	void down(Ref ref) {
		this.locks.values().removeIf((lock) -> {
			boolean held = lock.holders().entrySet().removeIf((hold) -> {
				boolean ended = hold.getValue().equals(ref);
				if (ended) {
					released(hold.getKey());
				}
				return ended;
			});
			return held && lock.holders().isEmpty();
		});
	}

	private void released(Pid holder) {
		this.holds.computeIfPresent(holder.node().name(), (_, held) -> (held > 1) ? held - 1 : null);
	}

	int count() {
		return this.locks.size();
	}

}
