package io.actor.supervisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.StartResult;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;

import org.slf4j.LoggerFactory;

/**
 * The process of a {@link Supervisor}. Traps exits; performs what {@link RestartPlan}
 * decides. A restart whose start fails is tried again through the mailbox, so requests
 * are answered in between.
 */
final class SupervisorServer extends GenServer<SupervisorRequest<?>, Object> implements SupervisorView.Source {

	/** One more try to start a child; counts as a restart. */
	record Retry(Child child) {
	}

	private static final ExitReason NOT_FOUND = ExitReason.named("not_found");

	private final Supervisor definition;

	/** In start order; replaced as a whole, so that views can read it. */
	private volatile List<Child> children = List.of();

	private volatile int restarts;

	private RestartWindow window;

	SupervisorServer(Supervisor definition) {
		this.definition = definition;
		this.window = RestartWindow.of(definition.intensity(), definition.period());
	}

	@Override
	protected Init init() {
		self().trapExit(true);
		List<Child> started = new ArrayList<>();
		for (ChildSpec spec : this.definition.children()) {
			Child child = new Child(spec);
			if (ChildStarter.start(self(), child) instanceof StartResult.Failed(ExitReason reason, Pid holder)) {
				SupervisorReports.startError(self(), spec.id(), reason);
				this.children = List.copyOf(started);
				stopFrom(0);
				return failed(ExitReason.shutdown(new FailedToStartChild(spec.id(), reason)));
			}
			if (child.pid() != null || spec.restart() != Restart.TEMPORARY) {
				started.add(child);
			}
		}
		this.children = List.copyOf(started);
		return ok();
	}

	// ---- requests ----

	@Override
	protected Next handleCall(SupervisorRequest<?> request, From from) {
		return switch (request) {
			case SupervisorRequest.StartChild start -> reply(start, startChild(start.spec()));
			case SupervisorRequest.TerminateChild terminate -> reply(terminate, terminateChild(terminate.id()));
			case SupervisorRequest.TerminatePid terminate ->
				reply(terminate, new ChildResult.Refused(ExitReason.named("badarg")));
			case SupervisorRequest.RestartChild restart -> reply(restart, restartChild(restart.id()));
			case SupervisorRequest.DeleteChild delete -> reply(delete, deleteChild(delete.id()));
			case SupervisorRequest.WhichChildren which -> {
				List<ChildInfo> infos = new ArrayList<>(this.children.stream().map(Child::info).toList());
				Collections.reverse(infos);
				yield reply(which, infos);
			}
		};
	}

	private ChildResult startChild(ChildSpec spec) {
		Optional<Child> known = find(spec.id());
		if (known.isPresent()) {
			Pid pid = known.get().pid();
			return new ChildResult.Refused((pid != null) ? ExitReason.of(Tuple.of(Atom.of("already_started"), pid))
					: ExitReason.named("already_present"));
		}
		Child child = new Child(spec);
		return switch (ChildStarter.start(self(), child)) {
			case StartResult.Failed(ExitReason reason, Pid holder) -> {
				SupervisorReports.startError(self(), spec.id(), reason);
				yield new ChildResult.Refused(reason);
			}
			case StartResult.Started(Pid pid) -> {
				add(child);
				yield new ChildResult.Started(pid);
			}
			case StartResult.Ignored() -> {
				if (spec.restart() != Restart.TEMPORARY) {
					add(child);
				}
				yield new ChildResult.Done();
			}
		};
	}

	private ChildResult terminateChild(String id) {
		Optional<Child> known = find(id);
		if (known.isEmpty()) {
			return new ChildResult.Refused(NOT_FOUND);
		}
		stop(known.get());
		if (known.get().spec().restart() == Restart.TEMPORARY) {
			remove(known.get());
		}
		return new ChildResult.Done();
	}

	private ChildResult restartChild(String id) {
		Optional<Child> known = find(id);
		ExitReason refusal = known.map(SupervisorServer::whyNotIdle).orElse(Optional.of(NOT_FOUND)).orElse(null);
		if (refusal != null) {
			return new ChildResult.Refused(refusal);
		}
		return switch (ChildStarter.start(self(), known.get())) {
			case StartResult.Failed(ExitReason reason, Pid holder) -> {
				SupervisorReports.startError(self(), id, reason);
				yield new ChildResult.Refused(reason);
			}
			case StartResult.Started(Pid pid) -> new ChildResult.Started(pid);
			case StartResult.Ignored() -> new ChildResult.Done();
		};
	}

	private ChildResult deleteChild(String id) {
		Optional<Child> known = find(id);
		ExitReason refusal = known.map(SupervisorServer::whyNotIdle).orElse(Optional.of(NOT_FOUND)).orElse(null);
		if (refusal != null) {
			return new ChildResult.Refused(refusal);
		}
		remove(known.get());
		return new ChildResult.Done();
	}

	private static Optional<ExitReason> whyNotIdle(Child child) {
		if (child.pid() != null) {
			return Optional.of(ExitReason.named("running"));
		}
		return child.isRestarting() ? Optional.of(ExitReason.named("restarting")) : Optional.empty();
	}

	// ---- the end of a child ----

	@Override
	protected Next handleInfo(Object message) {
		if (message instanceof Exit(Pid from, ExitReason reason)) {
			Optional<Child> ended = this.children.stream().filter((child) -> from.equals(child.pid())).findFirst();
			if (ended.isPresent()) {
				return ended(ended.get(), reason);
			}
			return noReply();
		}
		if (message instanceof Retry(Child child)) {
			return tryAgain(child);
		}
		LoggerFactory.getLogger(Supervisor.class).error("Supervisor {} got an unexpected message: {}", self(), message);
		return noReply();
	}

	private Next ended(Child child, ExitReason reason) {
		child.ended(reason, self().processes().clock().wallMillis());
		child.stopped();
		List<Child> all = this.children;
		RestartPlan plan = RestartPlan.after(this.definition.strategy(), specs(all), all.indexOf(child), reason);
		if (!(plan instanceof RestartPlan.Keep) && !(plan instanceof RestartPlan.Forget && reason.isClean())) {
			SupervisorReports.childTerminated(self(), child.spec().id(), reason);
		}
		return switch (plan) {
			case RestartPlan.Forget() -> {
				remove(child);
				yield noReply();
			}
			case RestartPlan.Keep() -> noReply();
			case RestartPlan.Again(int from, int to) -> again(child, from, to);
		};
	}

	/** One restart, which may be one too many. */
	private Next again(Child child, int from, int to) {
		this.window = this.window.add(self().processes().clock().nanoTime());
		if (this.window.exceeded()) {
			SupervisorReports.gaveUp(self(), child.spec().id());
			return stop(ExitReason.SHUTDOWN);
		}
		this.restarts++;
		self().processes().countRestart();
		child.countRestart();
		List<Child> concerned = this.children.subList(from, to);
		for (int i = concerned.size() - 1; i >= 0; i--) {
			stop(concerned.get(i));
		}
		for (Child each : concerned) {
			if (each.spec().restart() == Restart.TEMPORARY) {
				remove(each);
				continue;
			}
			if (ChildStarter.start(self(), each) instanceof StartResult.Failed(ExitReason reason, Pid holder)) {
				SupervisorReports.startError(self(), each.spec().id(), reason);
				each.restarting();
				retry(each);
				return noReply();
			}
		}
		return noReply();
	}

	private void retry(Child child) {
		// No limit of the mailbox may refuse it: the child would be forgotten.
		self().processes().deliverAlways(self(), new Message(new Retry(child)));
	}

	private Next tryAgain(Child child) {
		int index = this.children.indexOf(child);
		if (index < 0 || !child.isRestarting()) {
			return noReply();
		}
		RestartPlan.Again plan = RestartPlan.again(this.definition.strategy(), this.children.size(), index);
		return again(child, plan.from(), plan.to());
	}

	// ---- stopping ----

	@Override
	protected void terminate(ExitReason reason) {
		stopFrom(0);
	}

	private void stopFrom(int first) {
		List<Child> all = this.children;
		for (int i = all.size() - 1; i >= first; i--) {
			stop(all.get(i));
		}
	}

	private void stop(Child child) {
		Pid pid = child.pid();
		if (pid != null) {
			ChildStopper.stop(self(), pid, child.spec());
		}
		child.stopped();
	}

	// ---- the list ----

	private Optional<Child> find(String id) {
		return this.children.stream().filter((child) -> child.spec().id().equals(id)).findFirst();
	}

	private void add(Child child) {
		List<Child> more = new ArrayList<>(this.children);
		more.add(child);
		this.children = List.copyOf(more);
	}

	private void remove(Child child) {
		this.children = this.children.stream().filter((each) -> each != child).toList();
	}

	private static List<ChildSpec> specs(List<Child> children) {
		return children.stream().map(Child::spec).toList();
	}

	@Override
	public SupervisorView view(int limit) {
		List<Child> all = this.children;
		return new SupervisorView(this.definition.strategy().otpName(), this.restarts,
				all.stream().limit(limit).map(Child::info).toList(), all.size());
	}

	@Override
	public Optional<ChildInfo> child(Pid pid) {
		return this.children.stream().filter((child) -> pid.equals(child.pid())).findFirst().map(Child::info);
	}

	@Override
	protected String kind() {
		return "supervisor";
	}

	@Override
	protected Class<?> type() {
		return Supervisor.class;
	}

}
