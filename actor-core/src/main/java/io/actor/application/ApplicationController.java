package io.actor.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.GroupLeader;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the applications of a node ({@code application_controller}). Never waits for one:
 * a start goes on in the application's master, and who asked for it hears when the master
 * tells its outcome.
 */
final class ApplicationController extends GenServer<ControllerRequest<?>, Object> {

	static final String NAME = "application_controller";

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.application");

	private final List<ApplicationListener> listeners;

	/** Told when an application takes the node with it. */
	private final Consumer<ApplicationEnd> nodeEnds;

	private final Map<String, ApplicationSpec> loaded = new LinkedHashMap<>();

	/** Those that were configured at run time; of the others the specification counts. */
	private final Map<String, Map<String, Object>> environments = new HashMap<>();

	/** Starting, running or stopping; in the order in which they began to run. */
	private final Map<String, Running> running = new LinkedHashMap<>();

	private boolean closing;

	ApplicationController(List<ApplicationListener> listeners, Consumer<ApplicationEnd> nodeEnds) {
		this.listeners = listeners;
		this.nodeEnds = nodeEnds;
	}

	@Override
	protected Init init() {
		self().trapExit(true);
		// Whoever starts the first application may belong to none or to another one.
		GroupLeader.leave(self());
		return ok();
	}

	// ---- requests ----

	@Override
	protected Next handleCall(ControllerRequest<?> request, From from) {
		return switch (request) {
			case ControllerRequest.Load load -> reply(load, load(load.spec()));
			case ControllerRequest.Unload unload -> reply(unload, unload(unload.name()));
			case ControllerRequest.Find find -> reply(find, Optional.ofNullable(this.loaded.get(find.name())));
			case ControllerRequest.Start start -> start(start, from);
			case ControllerRequest.Stop stop -> stopApplication(stop, from);
			case ControllerRequest.Configure configure -> configure(configure, from);
			case ControllerRequest.Environment get ->
				reply(get, Optional.ofNullable(this.loaded.get(get.name())).map(this::environment));
			case ControllerRequest.Running all -> reply(all, infos());
			case ControllerRequest.Close close -> reply(close, close());
		};
	}

	private Optional<ExitReason> load(ApplicationSpec spec) {
		if (this.loaded.putIfAbsent(spec.name(), spec) != null) {
			return refused("already_loaded", spec.name());
		}
		return Optional.empty();
	}

	private Optional<ExitReason> unload(String name) {
		if (this.running.containsKey(name)) {
			return refused("running", name);
		}
		if (this.loaded.remove(name) == null) {
			return refused("not_loaded", name);
		}
		this.environments.remove(name);
		return Optional.empty();
	}

	private Next start(ControllerRequest.Start request, From from) {
		String name = request.name();
		ApplicationSpec spec = this.loaded.get(name);
		Running known = this.running.get(name);
		if (this.closing) {
			return reply(request, Optional.of(ExitReason.SHUTDOWN));
		}
		if (spec == null) {
			return reply(request, refused("not_loaded", name));
		}
		if (known != null && known.top == null) {
			known.startWaiters.add(from);
			return noReply();
		}
		if (known != null) {
			return reply(request, refused("already_started", name));
		}
		for (String dependency : spec.dependencies()) {
			Running needed = this.running.get(dependency);
			if (needed == null || needed.top == null) {
				return reply(request, refused("not_started", dependency));
			}
		}
		Pid own = self().pid();
		Map<String, Object> environment = environment(spec);
		StartResult result = Servers.start(self().processes(),
				() -> new ApplicationMaster(spec, StartType.NORMAL, environment, own), StartOptions.DEFAULT, self());
		return switch (result) {
			case StartResult.Started(Pid master) -> {
				Running starting = new Running(spec, request.type(), master);
				starting.startWaiters.add(from);
				this.running.put(name, starting);
				yield noReply();
			}
			case StartResult.Failed failed -> reply(request, Optional.of(failed.reason()));
			case StartResult.Ignored() -> throw new IllegalStateException("A master has ignored its start");
		};
	}

	private Next stopApplication(ControllerRequest.Stop request, From from) {
		Running known = this.running.get(request.name());
		if (known == null || known.top == null) {
			return reply(request, refused("not_started", request.name()));
		}
		if (known.stopWaiters.isEmpty()) {
			master(known).cast(new ApplicationMaster.Command.Stop());
		}
		known.stopWaiters.add(from);
		return noReply();
	}

	private Next configure(ControllerRequest.Configure request, From from) {
		ApplicationSpec spec = this.loaded.get(request.name());
		if (spec == null) {
			return reply(request, refused("not_loaded", request.name()));
		}
		ConfigurationChange change = ConfigurationChange.between(environment(spec), request.environment());
		this.environments.put(spec.name(), Map.copyOf(request.environment()));
		Running known = this.running.get(spec.name());
		if (known == null || change.isEmpty()) {
			return reply(request, Optional.empty());
		}
		known.configureWaiters.add(from);
		master(known).cast(new ApplicationMaster.Command.Configure(change, from));
		return noReply();
	}

	private Map<String, Object> environment(ApplicationSpec spec) {
		return this.environments.getOrDefault(spec.name(), spec.environment());
	}

	private List<ApplicationInfo> infos() {
		return this.running.values().stream().filter((each) -> each.top != null).map(Running::info).toList().reversed();
	}

	/** Who is starting is not waited for: it is killed, and its tree ends with it. */
	private List<ApplicationInfo> close() {
		this.closing = true;
		for (Running each : this.running.values()) {
			if (each.top == null) {
				self().exit(each.master, ExitReason.KILL);
				// Now: this process may be stopped before it hears of the master's end.
				answer(each.startWaiters, Optional.of(ExitReason.SHUTDOWN));
			}
		}
		return infos();
	}

	private ServerRef master(Running application) {
		return ServerRef.of(self().processes(), application.master);
	}

	private static Optional<ExitReason> refused(String why, String name) {
		return Optional.of(ExitReason.of(Tuple.of(Atom.of(why), Atom.of(name))));
	}

	// ---- what masters tell ----

	@Override
	protected Next handleInfo(Object message) throws Exception {
		switch (message) {
			case ApplicationMaster.Started(Pid master, Pid top) -> find(master).ifPresent((each) -> started(each, top));
			case Exit(Pid from, ExitReason reason) -> find(from).ifPresent((each) -> ended(each, reason));
			default -> super.handleInfo(message);
		}
		return noReply();
	}

	private Optional<Running> find(Pid master) {
		return this.running.values().stream().filter((each) -> each.master.equals(master)).findFirst();
	}

	private void started(Running application, Pid top) {
		application.top = top;
		// Behind those that began earlier and took longer: the order is that of the
		// ends of the starts.
		this.running.remove(application.spec.name());
		this.running.put(application.spec.name(), application);
		LOGGER.debug("Application {} started", application.spec.name());
		tell((each) -> each.started(application.info()));
		answer(application.startWaiters, Optional.empty());
	}

	private void ended(Running application, ExitReason reason) {
		String name = application.spec.name();
		this.running.remove(name);
		boolean stopped = !application.stopWaiters.isEmpty();
		if (application.top != null) {
			ApplicationEnd end = new ApplicationEnd(name, application.type, stopped ? ApplicationEnd.STOPPED : reason,
					!stopped && !this.closing && application.type.endsNode(reason));
			LOGGER.info("Application {} exited: {}; {}{}", name, end.reason(), application.type,
					end.endsNode() ? ", the node ends" : "");
			tell((each) -> each.ended(end));
			if (end.endsNode()) {
				this.closing = true;
				this.nodeEnds.accept(end);
			}
		}
		answer(application.startWaiters, Optional.of(reason));
		answer(application.configureWaiters, Optional.of(reason));
		answer(application.stopWaiters, Optional.empty());
	}

	private static void answer(List<From> waiters, Optional<ExitReason> outcome) {
		waiters.forEach((each) -> each.reply(outcome));
		waiters.clear();
	}

	private void tell(Consumer<ApplicationListener> event) {
		for (ApplicationListener each : this.listeners) {
			try {
				event.accept(each);
			}
			catch (RuntimeException ex) {
				LOGGER.error("A listener of applications failed", ex);
			}
		}
	}

	/** An application that has a master. */
	private static final class Running {

		private final ApplicationSpec spec;

		private final RestartType type;

		private final Pid master;

		private final List<From> startWaiters = new ArrayList<>();

		private final List<From> stopWaiters = new ArrayList<>();

		/** Answered by the master unless it ends before. */
		private final List<From> configureWaiters = new ArrayList<>();

		/** Its top process; null while it starts. */
		private @Nullable Pid top;

		private Running(ApplicationSpec spec, RestartType type, Pid master) {
			this.spec = spec;
			this.type = type;
			this.master = master;
		}

		private ApplicationInfo info() {
			Pid process = this.top;
			if (process == null) {
				throw new IllegalStateException("Application " + this.spec.name() + " is still starting");
			}
			return new ApplicationInfo(this.spec.name(), this.spec.version(), this.type, StartType.NORMAL, process);
		}

	}

}
