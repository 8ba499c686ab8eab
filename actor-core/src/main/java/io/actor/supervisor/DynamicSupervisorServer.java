package io.actor.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.StartResult;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.term.Pid;

import org.slf4j.LoggerFactory;

/**
 * The process of a {@link DynamicSupervisor}. Children are kept by pid in a map that
 * views may read while it changes.
 */
final class DynamicSupervisorServer extends GenServer<SupervisorRequest<?>, Object> implements SupervisorView.Source {

	/** One more try to start a child; counts as a restart. */
	record Retry(Child child) {
	}

	private final DynamicSupervisor definition;

	private final Map<Pid, Child> children = new ConcurrentHashMap<>();

	/** Children whose start failed and is tried again. */
	private final Set<Child> restarting = ConcurrentHashMap.newKeySet();

	private volatile int restarts;

	private RestartWindow window;

	DynamicSupervisorServer(DynamicSupervisor definition) {
		this.definition = definition;
		this.window = RestartWindow.of(definition.intensity(), definition.period());
	}

	@Override
	protected Init init() {
		self().trapExit(true);
		return ok();
	}

	@Override
	protected Next handleCall(SupervisorRequest<?> request, From from) {
		return switch (request) {
			case SupervisorRequest.StartChild start -> reply(start, startChild(start.spec()));
			case SupervisorRequest.TerminatePid terminate -> reply(terminate, terminate(terminate.pid()));
			case SupervisorRequest.WhichChildren which -> reply(which, infos(Integer.MAX_VALUE));
			case SupervisorRequest.TerminateChild byId -> reply(byId, byPidOnly());
			case SupervisorRequest.RestartChild byId -> reply(byId, byPidOnly());
			case SupervisorRequest.DeleteChild byId -> reply(byId, byPidOnly());
		};
	}

	private static ChildResult byPidOnly() {
		return new ChildResult.Refused(ExitReason.named("simple_one_for_one"));
	}

	private ChildResult startChild(ChildSpec spec) {
		if (this.children.size() + this.restarting.size() >= this.definition.maxChildren()) {
			return new ChildResult.Refused(ExitReason.named("max_children"));
		}
		Child child = new Child(spec);
		return switch (start(child)) {
			case StartResult.Started(Pid pid) -> new ChildResult.Started(pid);
			case StartResult.Ignored() -> new ChildResult.Done();
			case StartResult.Failed(ExitReason reason, Pid holder) -> {
				SupervisorReports.startError(self(), spec.id(), reason);
				yield new ChildResult.Refused(reason);
			}
		};
	}

	private StartResult start(Child child) {
		StartResult result = ChildStarter.start(self(), child);
		if (result instanceof StartResult.Started(Pid pid)) {
			this.children.put(pid, child);
		}
		return result;
	}

	private ChildResult terminate(Pid pid) {
		Child child = this.children.remove(pid);
		if (child == null) {
			return new ChildResult.Refused(ExitReason.named("not_found"));
		}
		ChildStopper.stop(self(), pid, child.spec());
		return new ChildResult.Done();
	}

	@Override
	protected Next handleInfo(Object message) {
		if (message instanceof Exit(Pid from, ExitReason reason)) {
			Child child = this.children.remove(from);
			return (child != null) ? ended(child, reason) : noReply();
		}
		if (message instanceof Retry(Child child)) {
			return this.restarting.remove(child) ? again(child) : noReply();
		}
		LoggerFactory.getLogger(DynamicSupervisor.class)
			.error("Supervisor {} got an unexpected message: {}", self(), message);
		return noReply();
	}

	private Next ended(Child child, ExitReason reason) {
		child.ended(reason, self().processes().clock().wallMillis());
		RestartPlan plan = RestartPlan.after(Strategy.ONE_FOR_ONE, List.of(child.spec()), 0, reason);
		if (!reason.isClean() || plan instanceof RestartPlan.Again) {
			SupervisorReports.childTerminated(self(), child.spec().id(), reason);
		}
		return (plan instanceof RestartPlan.Again) ? again(child) : noReply();
	}

	private Next again(Child child) {
		this.window = this.window.add(self().processes().clock().nanoTime());
		if (this.window.exceeded()) {
			SupervisorReports.gaveUp(self(), child.spec().id());
			return stop(ExitReason.SHUTDOWN);
		}
		this.restarts++;
		self().processes().countRestart();
		child.countRestart();
		if (start(child) instanceof StartResult.Failed(ExitReason reason, Pid holder)) {
			SupervisorReports.startError(self(), child.spec().id(), reason);
			child.restarting();
			this.restarting.add(child);
			// No limit of the mailbox may refuse it: the child would be forgotten.
			self().processes().deliverAlways(self(), new Message(new Retry(child)));
		}
		return noReply();
	}

	/** All children are told at the same time. */
	@Override
	protected void terminate(ExitReason reason) {
		Map<Pid, Child> left = new LinkedHashMap<>(this.children);
		this.children.clear();
		ChildStopper.stopAll(self(),
				left.entrySet()
					.stream()
					.map((each) -> new ChildStopper.Target(each.getKey(), each.getValue().spec()))
					.toList());
	}

	private List<ChildInfo> infos(int limit) {
		List<ChildInfo> infos = new ArrayList<>();
		for (Child child : this.children.values()) {
			if (infos.size() >= limit) {
				return infos;
			}
			infos.add(child.info());
		}
		for (Child child : this.restarting) {
			if (infos.size() >= limit) {
				return infos;
			}
			infos.add(child.info());
		}
		return infos;
	}

	@Override
	public SupervisorView view(int limit) {
		return new SupervisorView(Strategy.ONE_FOR_ONE.otpName(), this.restarts, infos(limit),
				this.children.size() + this.restarting.size());
	}

	@Override
	public Optional<ChildInfo> child(Pid pid) {
		return Optional.ofNullable(this.children.get(pid)).map(Child::info);
	}

	@Override
	protected String kind() {
		return "supervisor";
	}

	@Override
	protected Class<?> type() {
		return DynamicSupervisor.class;
	}

}
