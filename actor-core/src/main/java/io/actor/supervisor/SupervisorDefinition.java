package io.actor.supervisor;

import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.Process;
import io.actor.process.Processes;

import org.jspecify.annotations.Nullable;

/**
 * A supervisor to be; or, as a {@link SupervisorModule}, who decides what it is to be.
 */
public sealed interface SupervisorDefinition
		permits Supervisor, SimpleOneForOne, DynamicSupervisor, PartitionSupervisor, SupervisorModule {

	/**
	 * Starts the supervisor and its children and waits for them
	 * ({@code supervisor:start_link/3}). If a child cannot start, those started before
	 * are stopped again and the start fails with {@code {shutdown,
	 * {failed_to_start_child, Id, Reason}}}; if OTP refuses the definition, with
	 * {@code {start_spec, Error}} or {@code {supervisor_data, Error}}.
	 * @param parent links and owns the supervisor, or null; must be the running process
	 */
	default StartResult start(Processes processes, StartOptions options, @Nullable Process parent) {
		return Servers.start(processes, () -> new SupervisorServer(this), options, parent);
	}

}
