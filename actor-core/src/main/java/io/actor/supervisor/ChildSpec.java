package io.actor.supervisor;

import java.util.function.Function;
import java.util.function.Supplier;

import io.actor.gen.GenServer;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.term.Atom;

/**
 * What a supervisor knows of a child ({@code supervisor:child_spec()}). It has no
 * {@code modules}: they tell a release upgrade whose code to replace, and a JVM replaces
 * none.
 *
 * @param id unique in its supervisor
 * @param starter starts it
 * @param restart when it is restarted
 * @param shutdown how it is stopped
 * @param kind worker or supervisor; only for people and for the default shutdown
 * @param significant whether its end may end its supervisor; see {@link AutoShutdown}
 */
public record ChildSpec(String id, Starter starter, Restart restart, Shutdown shutdown, Kind kind,
		boolean significant) {

	/** Worker or supervisor. */
	public enum Kind {

		/** Does work. */
		WORKER,

		/** Supervises others. */
		SUPERVISOR

	}

	/**
	 * As OTP refuses it.
	 * @throws BadSpecException if it has no id or nothing to start
	 */
	public ChildSpec {
		if (id == null || id.isBlank()) {
			throw BadSpecException.child("A child needs an id", Atom.of("missing_id"));
		}
		if (starter == null) {
			throw BadSpecException.child("Child '" + id + "' needs a start function", Atom.of("missing_start"));
		}
	}

	/** A child that is not significant. */
	public ChildSpec(String id, Starter starter, Restart restart, Shutdown shutdown, Kind kind) {
		this(id, starter, restart, shutdown, kind, false);
	}

	/** A permanent worker with five seconds to shut down, started by this. */
	public static ChildSpec of(String id, Starter starter) {
		return of(id, Kind.WORKER, starter);
	}

	/**
	 * A permanent child started by this; a worker has five seconds to shut down, a
	 * supervisor as long as it wants.
	 */
	public static ChildSpec of(String id, Kind kind, Starter starter) {
		return new ChildSpec(id, starter, Restart.PERMANENT,
				(kind == Kind.SUPERVISOR) ? Shutdown.INFINITY : Shutdown.DEFAULT, kind);
	}

	/**
	 * A server that is also registered under its id; permanent, with five seconds to shut
	 * down.
	 */
	public static ChildSpec worker(String id, Supplier<? extends GenServer<?, ?>> server) {
		return worker(id, server, StartOptions.named(id));
	}

	/** A server started with these options. */
	public static ChildSpec worker(String id, Supplier<? extends GenServer<?, ?>> server, StartOptions options) {
		return of(id, (supervisor) -> Servers.start(supervisor.processes(), server, options, supervisor));
	}

	/**
	 * A server without a name that is made of arguments. Its supervisor may add to them:
	 * {@link SimpleOneForOne}, {@link DynamicSupervisor#extraArguments} and
	 * {@link PartitionSupervisor#withArguments}.
	 */
	public static ChildSpec workerWith(String id, Function<Arguments, ? extends GenServer<?, ?>> server,
			Object... arguments) {
		Function<Arguments, Starter> function = (given) -> (supervisor) -> Servers.start(supervisor.processes(),
				() -> server.apply(given), StartOptions.DEFAULT, supervisor);
		return of(id, new StartCall(function, Arguments.of(arguments)));
	}

	/** A supervisor, registered under its id; permanent, waited for on shutdown. */
	public static ChildSpec supervisor(String id, SupervisorDefinition supervisor) {
		return supervisor(id, supervisor, StartOptions.named(id));
	}

	/** A supervisor started with these options. */
	public static ChildSpec supervisor(String id, SupervisorDefinition supervisor, StartOptions options) {
		return of(id, Kind.SUPERVISOR, (parent) -> supervisor.start(parent.processes(), options, parent));
	}

	/** The same with another restart type. */
	public ChildSpec restart(Restart type) {
		return new ChildSpec(this.id, this.starter, type, this.shutdown, this.kind, this.significant);
	}

	/** The same with another way to be stopped. */
	public ChildSpec shutdown(Shutdown way) {
		return new ChildSpec(this.id, this.starter, this.restart, way, this.kind, this.significant);
	}

	/**
	 * The same, significant or not. A significant child is transient or temporary, and
	 * its supervisor shuts down automatically.
	 */
	public ChildSpec significant(boolean counts) {
		return new ChildSpec(this.id, this.starter, this.restart, this.shutdown, this.kind, counts);
	}

	/** The same, started by something else. */
	ChildSpec starter(Starter other) {
		return new ChildSpec(this.id, other, this.restart, this.shutdown, this.kind, this.significant);
	}

	/** The same with another id. */
	ChildSpec id(String other) {
		return new ChildSpec(other, this.starter, this.restart, this.shutdown, this.kind, this.significant);
	}

}
