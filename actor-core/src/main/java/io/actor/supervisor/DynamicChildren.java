package io.actor.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * Children that are started on demand and known by their pids: those of a
 * {@link DynamicSupervisor} or a {@link SimpleOneForOne}. Kept in maps that views may
 * read while they change.
 */
final class DynamicChildren extends Children {

	private final Map<Pid, Child> running = new ConcurrentHashMap<>();

	/** Those that wait to be restarted, by the process they were last. */
	private final Map<Pid, Child> restarting = new ConcurrentHashMap<>();

	/** The specification of all children, if there is one. */
	private volatile @Nullable ChildSpec template;

	private int most;

	private Arguments before;

	DynamicChildren(Process supervisor, DynamicSupervisor definition) {
		super(supervisor);
		this.most = definition.maxChildren();
		this.before = definition.extraArguments();
	}

	DynamicChildren(Process supervisor, SimpleOneForOne definition) {
		super(supervisor);
		this.template = definition.child();
		this.most = Integer.MAX_VALUE;
		this.before = Arguments.NONE;
	}

	// ---- life ----

	@Override
	Optional<FailedToStartChild> startAll() {
		return Optional.empty();
	}

	/** All are told at the same time. */
	@Override
	void stopAll() {
		Map<Pid, Child> left = new LinkedHashMap<>(this.running);
		this.running.clear();
		this.restarting.clear();
		ChildStopper.stopAll(supervisor(),
				left.entrySet()
					.stream()
					.map((each) -> new ChildStopper.Target(each.getKey(), each.getValue().spec()))
					.toList());
	}

	@Override
	@Nullable Child ended(Pid pid) {
		Child child = this.running.remove(pid);
		if (child != null) {
			child.stopped();
		}
		return child;
	}

	@Override
	RestartPlan plan(Child ended, ExitReason reason) {
		return RestartPlan.after(Strategy.ONE_FOR_ONE, List.of(ended.spec()), 0, reason);
	}

	/** Gone already. */
	@Override
	void settle(Child ended, RestartPlan plan) {
	}

	/** Nobody else is concerned. */
	@Override
	void stopConcerned(Child child) {
	}

	@Override
	@Nullable FailedStart startConcerned(Child child) {
		this.restarting.remove(Objects.requireNonNull(child.lastPid()), child);
		return (start(child).result() instanceof StartResult.Failed(ExitReason reason, Pid holder))
				? new FailedStart(child, reason) : null;
	}

	private ChildStart start(Child child) {
		ChildStart start = ChildStarter.start(supervisor(), child, this.before);
		if (start.result() instanceof StartResult.Started(Pid pid)) {
			this.running.put(pid, child);
		}
		return start;
	}

	// ---- requests ----

	@Override
	ChildResult start(ChildSpec spec) {
		if (this.template != null) {
			return byPidOnly();
		}
		if (spec.significant()) {
			return new ChildResult.Refused(ExitReason.of(Tuple.of(Atom.of("invalid_significant"), Atom.TRUE)));
		}
		if (count() >= this.most) {
			return ChildResult.Refused.named("max_children");
		}
		return added(spec);
	}

	@Override
	ChildResult start(Arguments arguments) {
		ChildSpec spec = this.template;
		if (spec == null) {
			return new ChildResult.Refused(
					ExitReason.of(Tuple.of(Atom.of("invalid_child_spec"), Binary.utf8(arguments.values().toString()))));
		}
		try {
			return added(spec.starter(StartCall.around(Arguments.NONE, spec.starter(), arguments)));
		}
		catch (IllegalArgumentException ex) {
			return new ChildResult.Refused(ExitReason.crash(ex));
		}
	}

	private ChildResult added(ChildSpec spec) {
		return ChildStarter.answer(supervisor(), spec, start(new Child(spec)));
	}

	private static ChildResult byPidOnly() {
		return ChildResult.Refused.named("simple_one_for_one");
	}

	@Override
	ChildResult terminate(String id) {
		return byPidOnly();
	}

	/** Also one that waits to be restarted, by the process it was last. */
	@Override
	ChildResult terminate(Pid pid) {
		Child waiting = this.restarting.remove(pid);
		if (waiting != null) {
			waiting.stopped();
			return new ChildResult.Done();
		}
		Child child = this.running.remove(pid);
		if (child == null) {
			return NOT_FOUND;
		}
		ChildStopper.stop(supervisor(), pid, child.spec());
		return new ChildResult.Done();
	}

	@Override
	ChildResult restart(String id) {
		return byPidOnly();
	}

	@Override
	ChildResult delete(String id) {
		return byPidOnly();
	}

	@Override
	Optional<Child> find(Object pid) {
		return Optional.ofNullable((pid instanceof Pid known) ? find(known) : null);
	}

	private @Nullable Child find(Pid pid) {
		Child child = this.running.get(pid);
		return (child != null) ? child : this.restarting.get(pid);
	}

	/** The specification of all children has an id. */
	@Override
	Optional<ChildSpec> spec(Object key) {
		ChildSpec known = this.template;
		return (known != null && known.id().equals(key)) ? Optional.of(known) : super.spec(key);
	}

	@Override
	List<ChildInfo> infos() {
		return view(Integer.MAX_VALUE);
	}

	@Override
	ChildCounts counts() {
		Collection<Child> all = all();
		return ChildCounts.of((this.template != null) ? 1 : all.size(), all, (child) -> child.pid() != null);
	}

	/**
	 * Of one specification for all, the next restart of a child uses the new one with the
	 * child's own arguments.
	 */
	@Override
	boolean replace(SupervisorDefinition definition) {
		return switch (definition) {
			case DynamicSupervisor next when this.template == null -> {
				this.most = next.maxChildren();
				this.before = next.extraArguments();
				yield true;
			}
			case SimpleOneForOne next when this.template != null -> {
				this.template = next.child();
				all().forEach((child) -> child.spec(next.child().starter(renewed(child, next.child().starter()))));
				yield true;
			}
			default -> false;
		};
	}

	private static Starter renewed(Child child, Starter next) {
		return (next instanceof StartCall call && child.spec().starter() instanceof StartCall own)
				? call.with(own.arguments()) : next;
	}

	@Override
	void restarting(Child child, @Nullable Object due) {
		child.restarting(due);
		this.restarting.put(Objects.requireNonNull(child.lastPid()), child);
	}

	@Override
	boolean restarts(Child child) {
		return child.isRestarting() && this.restarting.get(Objects.requireNonNull(child.lastPid())) == child;
	}

	@Override
	Collection<Child> all() {
		List<Child> all = new ArrayList<>(this.running.values());
		all.addAll(this.restarting.values());
		return all;
	}

	// ---- views ----

	@Override
	String strategy() {
		return (this.template != null) ? "simple_one_for_one" : Strategy.ONE_FOR_ONE.otpName();
	}

	@Override
	List<ChildInfo> view(int limit) {
		return Stream.concat(this.running.values().stream(), this.restarting.values().stream())
			.limit(limit)
			.map(Child::info)
			.toList();
	}

	@Override
	int count() {
		return this.running.size() + this.restarting.size();
	}

	@Override
	Optional<ChildInfo> child(Pid pid) {
		return Optional.ofNullable(this.running.get(pid)).map(Child::info);
	}

}
