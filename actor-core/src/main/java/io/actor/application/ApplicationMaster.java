package io.actor.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.StartResult;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.GroupLeader;
import io.actor.process.Message;
import io.actor.process.ProcessExit;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parent of one application's tree ({@code application_master}). Its controller hears
 * {@link Started} when the application runs; that it does not, or no longer, is told by
 * the link.
 */
final class ApplicationMaster extends GenServer<Object, ApplicationMaster.Command> {

	/** What the controller tells a master. */
	sealed interface Command {

		/** Stops the application. */
		record Stop() implements Command {
		}

		/** Hands a changed configuration to the application. */
		record Configure(ConfigurationChange change, From from) implements Command {
		}

	}

	/**
	 * The application runs.
	 *
	 * @param master its master
	 * @param top its top process
	 */
	record Started(Pid master, Pid top) {
	}

	private static final Logger LOGGER = LoggerFactory.getLogger(Application.class);

	private static final Atom IO_REQUEST = Atom.of("io_request");

	private final ApplicationSpec spec;

	private final StartType type;

	private final Map<String, Object> environment;

	private final Pid controller;

	private @Nullable Application application;

	private @Nullable Pid top;

	/** Whether the start is over, so that the application has something to stop. */
	private boolean runs;

	ApplicationMaster(ApplicationSpec spec, StartType type, Map<String, Object> environment, Pid controller) {
		this.spec = spec;
		this.type = type;
		this.environment = environment;
		this.controller = controller;
	}

	@Override
	protected Init init() {
		self().trapExit(true);
		GroupLeader.lead(self());
		// Not here: the controller waits for this, and a start may take its time.
		return ok(noReply().thenContinue(this.spec.name()));
	}

	@Override
	protected Next handleContinue(Object with) throws Exception {
		Application made = this.spec.module().get();
		this.application = made;
		ChildSpec tree = made.start(this.type, this.environment);
		switch (tree.starter().start(self())) {
			case StartResult.Started(Pid pid) -> this.top = pid;
			case StartResult.Failed failed -> {
				return stop(failed.reason());
			}
			case StartResult.Ignored() -> {
				return stop(ExitReason.named("ignore"));
			}
		}
		for (StartPhase phase : this.spec.phases()) {
			made.startPhase(phase.name(), this.type, phase.argument());
		}
		this.runs = true;
		self().processes().deliverAlways(this.controller, new Message(new Started(self().pid(), this.top)));
		return noReply();
	}

	@Override
	protected Next handleCast(Command command) {
		return switch (command) {
			case Command.Stop() -> stop(ExitReason.NORMAL);
			case Command.Configure(ConfigurationChange change, From from) -> {
				from.reply(configured(change));
				yield noReply();
			}
		};
	}

	private Optional<ExitReason> configured(ConfigurationChange change) {
		return guarded("configurationChanged", (running) -> running.configurationChanged(change));
	}

	@Override
	protected Next handleInfo(Object message) {
		if (message instanceof Exit(Pid from, ExitReason reason) && from.equals(this.top)) {
			this.top = null;
			return stop(reason);
		}
		if (message instanceof Tuple request && request.isTagged(IO_REQUEST, 4)) {
			// Of what the application has spawned on another node: it waits for an
			// answer.
			self().processes().send(RegisteredName.local(GroupLeader.CONSOLE), request);
		}
		return noReply();
	}

	// ---- the end ----

	@Override
	protected void terminate(ExitReason reason) {
		if (this.runs) {
			guarded("prepareStop", Application::prepareStop);
		}
		Pid tree = this.top;
		if (tree != null) {
			Ref gone = self().monitor(tree);
			self().exit(tree, ExitReason.SHUTDOWN);
			awaitEnd(gone);
		}
		if (this.runs) {
			guarded("stop", Application::stop);
		}
		killLeftovers();
	}

	/** What the tree left behind may spawn more until it is dead: looks again. */
	private void killLeftovers() {
		for (List<Pid> left = leftovers(); !left.isEmpty(); left = leftovers()) {
			List<Ref> ends = new ArrayList<>();
			for (Pid pid : left) {
				ends.add(self().monitor(pid));
				self().exit(pid, ExitReason.KILL);
			}
			ends.forEach(this::awaitEnd);
		}
	}

	private List<Pid> leftovers() {
		Pid own = self().pid();
		return GroupLeader.group(self().processes(), own).stream().filter((pid) -> !pid.equals(own)).toList();
	}

	private void awaitEnd(Ref monitor) {
		self().receive(Down.class, (down) -> down.monitor().equals(monitor));
	}

	/** What the user's code throws here changes nothing; empty if it threw nothing. */
	private Optional<ExitReason> guarded(String callback, Step step) {
		Application running = this.application;
		try {
			if (running != null) {
				step.run(running);
			}
			return Optional.empty();
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			self().checkAlive();
			LOGGER.error("{} of application '{}' failed", callback, this.spec.name(), ex);
			return Optional.of(ExitReason.crash(ex));
		}
	}

	@Override
	protected String kind() {
		return "application";
	}

	@Override
	protected Class<?> type() {
		Application running = this.application;
		return (running != null) ? running.getClass() : Application.class;
	}

	/** A call of the user's code. */
	@FunctionalInterface
	private interface Step {

		void run(Application application) throws Exception;

	}

}
