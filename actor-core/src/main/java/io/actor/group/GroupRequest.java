package io.actor.group;

import java.util.List;

import io.actor.gen.Request;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

/**
 * What a process of the same node asks its scope process.
 *
 * @param <R> the answer
 */
sealed interface GroupRequest<R> extends Request<R> {

	/**
	 * Local processes join a group.
	 *
	 * @param group the group
	 * @param members who joins, once for each time it is there
	 */
	record Join(Term group, List<Pid> members) implements GroupRequest<Boolean> {
	}

	/**
	 * Local processes leave a group; answered with whether any of them was a member.
	 *
	 * @param group the group
	 * @param members who leaves, once for each time it is there
	 */
	record Leave(Term group, List<Pid> members) implements GroupRequest<Boolean> {
	}

	/**
	 * A local process wants to hear of one group.
	 *
	 * @param group the group
	 * @param watcher who wants to hear
	 */
	record MonitorGroup(Term group, Pid watcher) implements GroupRequest<GroupMonitor> {
	}

	/**
	 * A local process wants to hear of all groups.
	 *
	 * @param watcher who wants to hear
	 */
	record MonitorScope(Pid watcher) implements GroupRequest<ScopeMonitor> {
	}

	/**
	 * Nobody wants to hear any more; answered with whether there was such a monitor.
	 *
	 * @param monitor the monitor
	 */
	record Demonitor(Ref monitor) implements GroupRequest<Boolean> {
	}

}
