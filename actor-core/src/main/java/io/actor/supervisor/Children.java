package io.actor.supervisor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * The children of one supervisor: how they are kept, addressed, started and stopped. When
 * to restart is the {@link SupervisorServer}'s business. Changed by the supervisor's
 * process, read by views.
 */
abstract sealed class Children permits OrderedChildren, DynamicChildren {

	static final ChildResult NOT_FOUND = ChildResult.Refused.named("not_found");

	private final Process supervisor;

	Children(Process supervisor) {
		this.supervisor = supervisor;
	}

	static Children of(SupervisorDefinition definition, Process supervisor) {
		return switch (definition) {
			case Supervisor fixed -> new OrderedChildren(supervisor, fixed);
			case PartitionSupervisor partitions -> new PartitionedChildren(supervisor, partitions);
			case SimpleOneForOne simple -> new DynamicChildren(supervisor, simple);
			case DynamicSupervisor dynamic -> new DynamicChildren(supervisor, dynamic);
			case SupervisorModule module ->
				throw new IllegalArgumentException("A module has no children until it has made a supervisor");
		};
	}

	/** The supervisor's process, which runs everything here that changes something. */
	final Process supervisor() {
		return this.supervisor;
	}

	// ---- life ----

	/** Starts those there are from the beginning; why not, if one cannot start. */
	abstract Optional<FailedToStartChild> startAll();

	/** Stops all, for good. */
	abstract void stopAll();

	/** The child that ran as this process, which has ended; null if it was none. */
	abstract @Nullable Child ended(Pid pid);

	/** What to do about the end of this child. */
	abstract RestartPlan plan(Child ended, ExitReason reason);

	/** A child is not restarted. */
	abstract void settle(Child ended, RestartPlan plan);

	/** Stops those whom the restart of this child concerns. */
	abstract void stopConcerned(Child child);

	/**
	 * Starts those whom the restart of this child concerns.
	 * @return the one whose start failed, or null if all were started
	 */
	abstract @Nullable FailedStart startConcerned(Child child);

	/**
	 * It will be restarted later or again; the object is what it waits for, if it does.
	 */
	abstract void restarting(Child child, @Nullable Object due);

	/** Whether this is a child still, and waits to be restarted. */
	abstract boolean restarts(Child child);

	/**
	 * A start in a restart that failed.
	 *
	 * @param child the child
	 * @param reason why
	 */
	record FailedStart(Child child, ExitReason reason) {
	}

	// ---- requests ----

	abstract ChildResult start(ChildSpec spec);

	abstract ChildResult start(Arguments arguments);

	abstract ChildResult terminate(String id);

	abstract ChildResult terminate(Pid pid);

	abstract ChildResult restart(String id);

	abstract ChildResult delete(String id);

	/** The child behind an id or a pid, whichever identifies children here. */
	abstract Optional<Child> find(Object key);

	/** The specification behind an id or a pid. */
	Optional<ChildSpec> spec(Object key) {
		return find(key).map(Child::spec);
	}

	/** All children, last started first where there is an order. */
	abstract List<ChildInfo> infos();

	abstract ChildCounts counts();

	/** Changes how many partitions are used. */
	ChildResult resize(int partitions) {
		return ChildResult.Refused.named("badarg");
	}

	/**
	 * Takes over new specifications and keeps all processes.
	 * @return false if children of this kind cannot become those of the definition
	 */
	abstract boolean replace(SupervisorDefinition definition);

	/** Whether the supervisor has to end because this child has. */
	final boolean shutDownAfter(Child ended, AutoShutdown when) {
		return when.follows(ended.spec(),
				all().stream().filter((child) -> child != ended && child.isActive()).map(Child::spec).toList());
	}

	/** All children. */
	abstract Collection<Child> all();

	// ---- views ----

	abstract String strategy();

	abstract List<ChildInfo> view(int limit);

	abstract int count();

	abstract Optional<ChildInfo> child(Pid pid);

}
