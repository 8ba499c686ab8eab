package io.actor.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Printed;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The process of a supervisor of any kind. Traps exits; performs what {@link RestartPlan}
 * decides on its {@link Children}. A restart whose start fails is tried again through the
 * mailbox, so requests are answered in between.
 */
final class SupervisorServer extends GenServer<Object, Object> implements SupervisorView.Source {

	/** One more try to start a child; counts as a restart. */
	record Retry(Child child) {
	}

	/** The end of a delay; the restart has been counted when it began. */
	private static final class Due {

		private final Child child;

		Due(Child child) {
			this.child = child;
		}

	}

	private final SupervisorDefinition definition;

	/** Set by init. */
	private volatile @Nullable Children children;

	private volatile int restarts;

	private int unexpected;

	private @Nullable SupervisorFlags flags;

	private @Nullable RestartWindow window;

	SupervisorServer(SupervisorDefinition definition) {
		this.definition = definition;
	}

	@Override
	protected Init init() throws Exception {
		self().trapExit(true);
		try {
			SupervisorDefinition made = made(this.definition).orElse(null);
			if (made == null) {
				return ignore();
			}
			Term refusal = refusal(made).orElse(null);
			if (refusal != null) {
				return failed(ExitReason.of(Tuple.of(Atom.of("start_spec"), refusal)));
			}
			SupervisorFlags given = SupervisorFlags.of(made);
			this.flags = given;
			this.window = RestartWindow.of(given.intensity(), given.period());
			this.children = Children.of(made, self());
		}
		catch (BadSpecException ex) {
			return failed(ex.reason());
		}
		return children().startAll().map((failure) -> failed(ExitReason.shutdown(failure))).orElse(ok());
	}

	/** What the supervisor is to be; empty if it is not to be. */
	private static Optional<? extends SupervisorDefinition> made(SupervisorDefinition definition) throws Exception {
		if (!(definition instanceof SupervisorModule module)) {
			return Optional.of(definition);
		}
		Optional<? extends SupervisorDefinition> made = module.init();
		if (made == null) {
			throw BadSpecException.badReturn(module);
		}
		return made.isPresent() ? made(made.get()) : made;
	}

	/** Why OTP refuses a child in this supervisor, which it may not refuse in another. */
	private static Optional<Term> refusal(SupervisorDefinition definition) {
		return switch (definition) {
			case Supervisor fixed ->
				fixed.children().stream().flatMap((child) -> fixed.autoShutdown().refusal(child).stream()).findFirst();
			case SimpleOneForOne simple -> simple.autoShutdown().refusal(simple.child());
			case PartitionSupervisor partitions -> AutoShutdown.NEVER.refusal(partitions.child());
			case DynamicSupervisor dynamic -> Optional.empty();
			case SupervisorModule module -> Optional.empty();
		};
	}

	private Children children() {
		return Objects.requireNonNull(this.children, "A supervisor has children after its init");
	}

	private SupervisorFlags flags() {
		return Objects.requireNonNull(this.flags, "A supervisor has flags after its init");
	}

	// ---- requests ----

	/**
	 * Nobody on another node may change the children. What peers ask or tell a supervisor
	 * is dropped, not crashed over: all below it would go with it.
	 */
	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Next handleCast(Object message) throws Exception {
		return (message instanceof Term) ? unexpected(message) : super.handleCast(message);
	}

	@Override
	protected Next handleCall(Object asked, From from) {
		if (asked instanceof Term) {
			return unexpected(asked);
		}
		SupervisorRequest<?> request = (SupervisorRequest<?>) asked;
		Children all = children();
		return switch (request) {
			case SupervisorRequest.StartChild start -> reply(start, start(start.spec()));
			case SupervisorRequest.StartChildWith start -> reply(start, all.start(start.arguments()));
			case SupervisorRequest.TerminateChild terminate -> reply(terminate, all.terminate(terminate.id()));
			case SupervisorRequest.TerminatePid terminate -> reply(terminate, all.terminate(terminate.pid()));
			case SupervisorRequest.RestartChild restart -> reply(restart, all.restart(restart.id()));
			case SupervisorRequest.DeleteChild delete -> reply(delete, all.delete(delete.id()));
			case SupervisorRequest.WhichChildren which -> reply(which, all.infos());
			case SupervisorRequest.WhichChild which -> reply(which, all.find(which.key()).map(Child::info));
			case SupervisorRequest.CountChildren count -> reply(count, all.counts());
			case SupervisorRequest.GetChildSpec get -> reply(get, all.spec(get.key()));
			case SupervisorRequest.ChangeCode change -> reply(change, changeCode());
			case SupervisorRequest.Resize resize -> reply(resize, all.resize(resize.partitions()));
		};
	}

	private ChildResult start(ChildSpec spec) {
		// A dynamic supervisor has its own word for it.
		Optional<Term> refusal = (children() instanceof OrderedChildren) ? flags().autoShutdown().refusal(spec)
				: Optional.empty();
		return refusal.<ChildResult>map((error) -> new ChildResult.Refused(ExitReason.of(error)))
			.orElseGet(() -> children().start(spec));
	}

	/**
	 * Asks the module again what the supervisor is to be, and takes over flags and
	 * specifications; nothing is started or stopped ({@code supervisor:code_change/3}).
	 */
	private ChildResult changeCode() {
		try {
			SupervisorDefinition made = made(this.definition).orElse(null);
			if (made == null) {
				return new ChildResult.Done();
			}
			Term refusal = refusal(made).orElse(null);
			if (refusal != null) {
				return new ChildResult.Refused(ExitReason.of(refusal));
			}
			SupervisorFlags next = SupervisorFlags.of(made);
			if (!children().replace(made)) {
				return ChildResult.Refused.named("bad_flags");
			}
			this.flags = next;
			this.window = window().limits(next.intensity(), next.period());
			return new ChildResult.Done();
		}
		catch (BadSpecException ex) {
			return new ChildResult.Refused(ExitReason.of(ex.error()));
		}
		catch (Throwable ex) {
			self().checkAlive();
			return new ChildResult.Refused(ExitReason.crash(ex));
		}
	}

	private RestartWindow window() {
		return Objects.requireNonNull(this.window, "A supervisor has a window after its init");
	}

	// ---- the end of a child ----

	@Override
	protected Next handleInfo(Object message) {
		switch (message) {
			case Exit(Pid from, ExitReason reason) -> {
				Child ended = children().ended(from);
				return (ended != null) ? ended(ended, reason) : noReply();
			}
			case Retry(Child child) -> {
				return children().restarts(child) ? again(child) : noReply();
			}
			case Due due -> {
				return (children().restarts(due.child) && due.child.waitsFor(due)) ? restart(due.child) : noReply();
			}
			default -> {
				return unexpected(message);
			}
		}
	}

	/** Anybody can send such messages: of the later ones only some get a line. */
	private Next unexpected(Object message) {
		this.unexpected++;
		if (Integer.bitCount(this.unexpected) == 1) {
			LoggerFactory.getLogger(type())
				.error("Supervisor {} got an unexpected message, the {}. of its life: {}", self(), this.unexpected,
						Printed.of(message));
		}
		return noReply();
	}

	private Next ended(Child child, ExitReason reason) {
		child.ended(reason, self().processes().clock().wallMillis());
		RestartPlan plan = children().plan(child, reason);
		if (plan instanceof RestartPlan.Again || !reason.isClean()) {
			SupervisorReports.childTerminated(self(), child, reason);
		}
		if (plan instanceof RestartPlan.Again) {
			return again(child);
		}
		children().settle(child, plan);
		return children().shutDownAfter(child, flags().autoShutdown()) ? stop(ExitReason.SHUTDOWN) : noReply();
	}

	/** One restart, which may be one too many. */
	private Next again(Child child) {
		RestartWindow now = window().add(self().processes().clock().nanoTime());
		this.window = now;
		if (now.exceeded()) {
			SupervisorReports.gaveUp(self(), child);
			return stop(ExitReason.SHUTDOWN);
		}
		this.restarts++;
		self().processes().countRestart();
		child.countRestart();
		Duration delay = flags().backoff().delay(now.restarts().size());
		if (delay.isZero()) {
			return restart(child);
		}
		children().stopConcerned(child);
		Due due = new Due(child);
		children().restarting(child, due);
		self().sendAfter(delay, self().pid(), due);
		return noReply();
	}

	private Next restart(Child child) {
		children().stopConcerned(child);
		Children.FailedStart failure = children().startConcerned(child);
		if (failure != null) {
			Child failed = failure.child();
			SupervisorReports.startError(self(), failed.spec(), failure.reason());
			children().restarting(failed, null);
			// No limit of the mailbox may refuse it: the child would be forgotten.
			self().processes().deliverAlways(self(), new Message(new Retry(failed)));
		}
		return noReply();
	}

	@Override
	protected void terminate(ExitReason reason) {
		children().stopAll();
	}

	// ---- views ----

	/** The partitions, if it has any. */
	Optional<PartitionedChildren> partitions() {
		return (this.children instanceof PartitionedChildren partitions) ? Optional.of(partitions) : Optional.empty();
	}

	@Override
	public SupervisorView view(int limit) {
		Children all = this.children;
		return (all != null) ? new SupervisorView(all.strategy(), this.restarts, all.view(limit), all.count())
				: new SupervisorView(Strategy.ONE_FOR_ONE.otpName(), 0, List.of(), 0);
	}

	@Override
	public Optional<ChildInfo> child(Pid pid) {
		Children all = this.children;
		return (all != null) ? all.child(pid) : Optional.empty();
	}

	@Override
	protected String kind() {
		return "supervisor";
	}

	@Override
	protected Class<?> type() {
		return (this.definition instanceof SupervisorModule) ? Supervisor.class : this.definition.getClass();
	}

}
