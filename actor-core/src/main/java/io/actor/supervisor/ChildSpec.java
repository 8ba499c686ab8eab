package io.actor.supervisor;

import java.util.Objects;
import java.util.function.Supplier;

import io.actor.gen.GenServer;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;

/**
 * What a supervisor knows of a child ({@code supervisor:child_spec()}).
 *
 * @param id unique in its supervisor
 * @param starter starts it
 * @param restart when it is restarted
 * @param shutdown how it is stopped
 * @param kind worker or supervisor; only for people and for the default shutdown
 */
public record ChildSpec(String id, Starter starter, Restart restart, Shutdown shutdown, Kind kind) {

	/** Worker or supervisor. */
	public enum Kind {

		/** Does work. */
		WORKER,

		/** Supervises others. */
		SUPERVISOR

	}

	public ChildSpec {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(starter, "starter");
		if (id.isBlank()) {
			throw new IllegalArgumentException("A child needs an id");
		}
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
		return new ChildSpec(id, (supervisor) -> Servers.start(supervisor.processes(), server, options, supervisor),
				Restart.PERMANENT, Shutdown.DEFAULT, Kind.WORKER);
	}

	/** A supervisor, registered under its id; permanent, waited for on shutdown. */
	public static ChildSpec supervisor(String id, Supervisor supervisor) {
		return new ChildSpec(id, (parent) -> supervisor.start(parent.processes(), StartOptions.named(id), parent),
				Restart.PERMANENT, Shutdown.INFINITY, Kind.SUPERVISOR);
	}

	/** A dynamic supervisor, registered under its id. */
	public static ChildSpec supervisor(String id, DynamicSupervisor supervisor) {
		return new ChildSpec(id, (parent) -> supervisor.start(parent.processes(), StartOptions.named(id), parent),
				Restart.PERMANENT, Shutdown.INFINITY, Kind.SUPERVISOR);
	}

	/** The same with another restart type. */
	public ChildSpec restart(Restart type) {
		return new ChildSpec(this.id, this.starter, type, this.shutdown, this.kind);
	}

	/** The same with another way to be stopped. */
	public ChildSpec shutdown(Shutdown way) {
		return new ChildSpec(this.id, this.starter, this.restart, way, this.kind);
	}

}
