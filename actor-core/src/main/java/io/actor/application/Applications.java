package io.actor.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.RegisteredName;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications of a node ({@code application}).
 *
 * <pre>{@code
 * Applications applications = node.applications();
 * applications.load(ApplicationSpec.of("store", Store::new));
 * applications.load(ApplicationSpec.of("chat", Chat::new).dependsOn("store"));
 * applications.ensureAllStarted("chat");     // [store, chat]
 * }</pre>
 *
 * Each method waits until what it asks for is done, however long the application takes.
 * When the node closes, they are stopped in reverse order, before anything else.
 */
public final class Applications {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.application");

	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final Processes processes;

	private final Runnable closeNode;

	private final List<ApplicationListener> listeners = new CopyOnWriteArrayList<>();

	private volatile boolean closed;

	private Applications(Processes processes, Runnable closeNode) {
		this.processes = processes;
		this.closeNode = closeNode;
	}

	/**
	 * The applications of a node.
	 * @param closeNode closes the node; called on a worker when a permanent application
	 * has ended
	 */
	public static Applications of(Processes processes, Runnable closeNode) {
		return new Applications(processes, closeNode);
	}

	// ---- what is known ----

	/**
	 * Makes an application known ({@code application:load/1}).
	 * @throws ApplicationException {@code {already_loaded, Name}}
	 */
	public void load(ApplicationSpec spec) {
		command("load", spec.name(), new ControllerRequest.Load(spec));
	}

	/**
	 * Forgets an application ({@code application:unload/1}).
	 * @throws ApplicationException {@code {not_loaded, Name}}, {@code {running, Name}}
	 */
	public void unload(String name) {
		command("unload", name, new ControllerRequest.Unload(name));
	}

	// ---- start and stop ----

	/** Starts an application that is known, as a temporary one. */
	public void start(String name) {
		start(name, RestartType.TEMPORARY);
	}

	/**
	 * Starts an application that is known ({@code application:start/2}) and waits until
	 * it runs, all phases included.
	 * @throws ApplicationException {@code {not_loaded, Name}}, {@code {already_started,
	 * Name}}, {@code {not_started, Dependency}} or why it failed
	 */
	public void start(String name, RestartType type) {
		command("start", name, new ControllerRequest.Start(name, type));
	}

	/** Makes an application known and starts it as a temporary one. */
	public void start(ApplicationSpec spec) {
		start(spec, RestartType.TEMPORARY);
	}

	/**
	 * Makes an application known, unless it is, and starts it.
	 * @throws ApplicationException as {@link #start(String, RestartType)}
	 */
	public void start(ApplicationSpec spec, RestartType type) {
		if (find(spec.name()).isEmpty()) {
			load(spec);
		}
		start(spec.name(), type);
	}

	/** As {@link #ensureAllStarted(String, RestartType)}, temporary. */
	public List<String> ensureAllStarted(String name) {
		return ensureAllStarted(name, RestartType.TEMPORARY);
	}

	/**
	 * Starts an application that is known after everything it depends on
	 * ({@code application:ensure_all_started/2}); what runs already is left alone. If one
	 * cannot be started, those that this call has started are stopped again.
	 * @return what was started, in this order
	 * @throws ApplicationException of the application that could not be started
	 * @throws IllegalArgumentException if the dependencies form a circle
	 */
	public List<String> ensureAllStarted(String name, RestartType type) {
		List<String> started = new ArrayList<>();
		try {
			ensureStarted(name, type, new LinkedHashSet<>(), started);
			return started;
		}
		catch (RuntimeException ex) {
			for (String each : started.reversed()) {
				stopAgain(each);
			}
			throw ex;
		}
	}

	private void ensureStarted(String name, RestartType type, Set<String> path, List<String> started) {
		if (running().stream().anyMatch((each) -> each.name().equals(name))) {
			return;
		}
		if (!path.add(name)) {
			throw new IllegalArgumentException(
					"Applications depend on each other in a circle: " + String.join(" -> ", path) + " -> " + name);
		}
		ApplicationSpec spec = find(name).orElse(null);
		if (spec != null) {
			spec.dependencies().forEach((each) -> ensureStarted(each, type, path, started));
		}
		start(name, type);
		started.add(name);
		path.remove(name);
	}

	private void stopAgain(String name) {
		try {
			stop(name);
		}
		catch (ApplicationException ex) {
			LOGGER.debug("Application {} has ended meanwhile", name, ex);
		}
	}

	/**
	 * Stops a running application ({@code application:stop/1}) and waits until it is
	 * gone. What depends on it goes on. The node never ends because of it.
	 * @throws ApplicationException {@code {not_started, Name}}
	 */
	public void stop(String name) {
		command("stop", name, new ControllerRequest.Stop(name));
	}

	/**
	 * Those that run, last started first ({@code application:which_applications/0}).
	 */
	public List<ApplicationInfo> running() {
		return controller().call(new ControllerRequest.Running(), FOREVER);
	}

	private Optional<ApplicationSpec> find(String name) {
		return controller().call(new ControllerRequest.Find(name), FOREVER);
	}

	// ---- configuration ----

	/**
	 * The configuration of an application ({@code application:get_all_env/1}); empty if
	 * it is not known.
	 */
	public Optional<Map<String, Object>> environment(String name) {
		return controller().call(new ControllerRequest.Environment(name), FOREVER);
	}

	/**
	 * Gives an application another configuration. If it runs and something differs, it
	 * hears what ({@link Application#configurationChanged}).
	 * @throws ApplicationException {@code {not_loaded, Name}}, or what the application
	 * threw; the configuration counts all the same
	 */
	public void configure(String name, Map<String, Object> environment) {
		command("configure", name, new ControllerRequest.Configure(name, Map.copyOf(environment)));
	}

	// ---- who listens ----

	/** Hears of applications from now on; gives back how to stop it. */
	public Runnable listen(ApplicationListener listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	private void nodeEnds(ApplicationEnd end) {
		// Not in the controller, which has to stop the others meanwhile.
		this.processes.execute(() -> {
			this.closeNode.run();
			this.listeners.forEach((each) -> each.nodeDown(end));
		});
	}

	// ---- the end ----

	/** Stops all in reverse order; for the node. None can be started any more. */
	public void close() {
		this.closed = true;
		if (this.processes.whereis(ApplicationController.NAME).isEmpty()) {
			return;
		}
		ServerRef controller = ServerRef.of(this.processes, RegisteredName.local(ApplicationController.NAME));
		try {
			controller.call(new ControllerRequest.Close(), FOREVER)
				.forEach((each) -> stopAgain(controller, each.name()));
			controller.stop();
		}
		catch (CallException ex) {
			LOGGER.error("The applications were not all stopped", ex);
		}
	}

	private static void stopAgain(ServerRef controller, String name) {
		// Empty or not_started: it is gone in both cases.
		controller.call(new ControllerRequest.Stop(name), FOREVER);
	}

	private void command(String operation, String name, ControllerRequest<Optional<ExitReason>> request) {
		Optional<ExitReason> refusal = controller().call(request, FOREVER);
		if (refusal.isPresent()) {
			throw new ApplicationException(operation, name, refusal.get());
		}
	}

	/** Started by whoever first needs it; a node without applications has none. */
	private ServerRef controller() {
		ServerRef known = ServerRef.of(this.processes, RegisteredName.local(ApplicationController.NAME));
		if (this.processes.whereis(ApplicationController.NAME).isPresent()) {
			return known;
		}
		if (this.closed) {
			throw new IllegalStateException("The node closes, it has no applications any more");
		}
		StartResult result = Servers.start(this.processes,
				() -> new ApplicationController(this.listeners, this::nodeEnds),
				StartOptions.named(ApplicationController.NAME), null);
		if (result instanceof StartResult.Failed failed && failed.holder() == null) {
			throw new StartException("the controller of applications", failed.reason());
		}
		return known;
	}

}
