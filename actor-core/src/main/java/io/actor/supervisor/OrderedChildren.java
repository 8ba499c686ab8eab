package io.actor.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/** Children in an order, known by their ids: those of a {@link Supervisor}. */
sealed class OrderedChildren extends Children permits PartitionedChildren {

	private Strategy strategy;

	/** In start order; replaced as a whole, so that views can read it. */
	private volatile List<Child> children = List.of();

	private final List<ChildSpec> first;

	OrderedChildren(Process supervisor, Supervisor definition) {
		super(supervisor);
		this.strategy = definition.strategy();
		this.first = definition.children();
	}

	// ---- life ----

	@Override
	final Optional<FailedToStartChild> startAll() {
		List<Child> started = new ArrayList<>();
		for (ChildSpec spec : this.first) {
			Child child = new Child(spec);
			StartResult result = start(child).result();
			if (result instanceof StartResult.Failed(ExitReason reason, Pid holder)) {
				SupervisorReports.startError(supervisor(), spec, reason);
				this.children = List.copyOf(started);
				stopAll();
				return Optional.of(new FailedToStartChild(spec.id(), reason));
			}
			if (child.pid() != null || spec.restart() != Restart.TEMPORARY) {
				started.add(child);
			}
		}
		this.children = List.copyOf(started);
		return Optional.empty();
	}

	@Override
	final void stopAll() {
		stop(this.children);
	}

	@Override
	final @Nullable Child ended(Pid pid) {
		for (Child child : this.children) {
			if (pid.equals(child.pid())) {
				child.stopped();
				return child;
			}
		}
		return null;
	}

	@Override
	final RestartPlan plan(Child ended, ExitReason reason) {
		List<Child> all = this.children;
		return RestartPlan.after(this.strategy, all.stream().map(Child::spec).toList(), all.indexOf(ended), reason);
	}

	@Override
	final void settle(Child ended, RestartPlan plan) {
		if (plan instanceof RestartPlan.Forget) {
			remove(ended);
		}
	}

	@Override
	final void stopConcerned(Child child) {
		List<Child> concerned = concerned(child);
		stop(concerned);
		// Never started again, also not if the restart has to be tried twice.
		concerned.stream().filter((each) -> each.spec().restart() == Restart.TEMPORARY).forEach(this::remove);
	}

	@Override
	final @Nullable FailedStart startConcerned(Child child) {
		for (Child each : concerned(child)) {
			if (start(each).result() instanceof StartResult.Failed(ExitReason reason, Pid holder)) {
				return new FailedStart(each, reason);
			}
		}
		return null;
	}

	private List<Child> concerned(Child child) {
		List<Child> all = this.children;
		RestartPlan.Again plan = RestartPlan.again(this.strategy, all.size(), all.indexOf(child));
		return all.subList(plan.from(), plan.to());
	}

	@Override
	final void restarting(Child child, @Nullable Object due) {
		child.restarting(due);
	}

	@Override
	final boolean restarts(Child child) {
		return child.isRestarting() && this.children.contains(child);
	}

	private ChildStart start(Child child) {
		return ChildStarter.start(supervisor(), child, Arguments.NONE);
	}

	/** Stops these in reverse, each when the one after it has ended. */
	private void stop(List<Child> some) {
		for (int i = some.size() - 1; i >= 0; i--) {
			stop(some.get(i));
		}
	}

	private void stop(Child child) {
		Pid pid = child.pid();
		if (pid != null) {
			ChildStopper.stop(supervisor(), pid, child.spec());
		}
		child.stopped();
	}

	// ---- requests ----

	@Override
	final ChildResult start(ChildSpec spec) {
		Optional<Child> known = find(spec.id());
		if (known.isPresent()) {
			Pid pid = known.get().pid();
			return (pid != null) ? new ChildResult.Refused(ExitReason.of(Tuple.of(Atom.of("already_started"), pid)))
					: ChildResult.Refused.named("already_present");
		}
		Child child = new Child(spec);
		ChildStart start = start(child);
		boolean ignored = start.result() instanceof StartResult.Ignored;
		if (child.pid() != null || (ignored && spec.restart() != Restart.TEMPORARY)) {
			add(child);
		}
		return ChildStarter.answer(supervisor(), spec, start);
	}

	@Override
	final ChildResult start(Arguments arguments) {
		return new ChildResult.Refused(
				ExitReason.of(Tuple.of(Atom.of("invalid_child_spec"), Binary.utf8(arguments.values().toString()))));
	}

	@Override
	final ChildResult terminate(String id) {
		Optional<Child> known = find(id);
		if (known.isEmpty()) {
			return NOT_FOUND;
		}
		stop(known.get());
		if (known.get().spec().restart() == Restart.TEMPORARY) {
			remove(known.get());
		}
		return new ChildResult.Done();
	}

	/** Children here are known by their ids alone. */
	@Override
	final ChildResult terminate(Pid pid) {
		return NOT_FOUND;
	}

	@Override
	final ChildResult restart(String id) {
		Optional<Child> known = find(id);
		ChildResult refusal = whyNotIdle(known);
		return (refusal != null) ? refusal : ChildStarter.answer(supervisor(), known.get().spec(), start(known.get()));
	}

	@Override
	final ChildResult delete(String id) {
		Optional<Child> known = find(id);
		ChildResult refusal = whyNotIdle(known);
		if (refusal != null) {
			return refusal;
		}
		remove(known.get());
		return new ChildResult.Done();
	}

	private static @Nullable ChildResult whyNotIdle(Optional<Child> known) {
		if (known.isEmpty()) {
			return NOT_FOUND;
		}
		if (known.get().pid() != null) {
			return ChildResult.Refused.named("running");
		}
		return known.get().isRestarting() ? ChildResult.Refused.named("restarting") : null;
	}

	@Override
	final Optional<Child> find(Object id) {
		return this.children.stream().filter((child) -> child.spec().id().equals(id)).findFirst();
	}

	@Override
	final List<ChildInfo> infos() {
		return this.children.reversed().stream().map(Child::info).toList();
	}

	@Override
	final ChildCounts counts() {
		List<Child> all = this.children;
		return ChildCounts.of(all.size(), all, (child) -> {
			Pid pid = child.pid();
			return pid != null && supervisor().processes().isAlive(pid);
		});
	}

	/**
	 * Those of the new definition come first and in its order, those it does not know
	 * stay behind them; nothing is started or stopped.
	 */
	@Override
	boolean replace(SupervisorDefinition definition) {
		if (!(definition instanceof Supervisor next)) {
			return false;
		}
		Map<String, Child> known = new LinkedHashMap<>();
		this.children.forEach((child) -> known.put(child.spec().id(), child));
		List<Child> all = new ArrayList<>();
		for (ChildSpec spec : next.children()) {
			Child child = known.remove(spec.id());
			if (child != null) {
				child.spec(spec);
			}
			all.add((child != null) ? child : new Child(spec));
		}
		all.addAll(known.values());
		this.children = List.copyOf(all);
		this.strategy = next.strategy();
		return true;
	}

	@Override
	final Collection<Child> all() {
		return this.children;
	}

	private void add(Child child) {
		List<Child> more = new ArrayList<>(this.children);
		more.add(child);
		this.children = List.copyOf(more);
	}

	private void remove(Child child) {
		this.children = this.children.stream().filter((each) -> each != child).toList();
	}

	// ---- views ----

	@Override
	final String strategy() {
		return this.strategy.otpName();
	}

	@Override
	final List<ChildInfo> view(int limit) {
		return this.children.stream().limit(limit).map(Child::info).toList();
	}

	@Override
	final int count() {
		return this.children.size();
	}

	@Override
	final Optional<ChildInfo> child(Pid pid) {
		return this.children.stream().filter((child) -> pid.equals(child.pid())).findFirst().map(Child::info);
	}

}
