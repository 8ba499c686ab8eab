package io.actor.supervisor;

import java.util.List;
import java.util.Optional;

import io.actor.gen.Servers;
import io.actor.process.Processes;
import io.actor.term.Pid;

/**
 * What a supervisor publishes of itself, to be read without asking it.
 *
 * @param strategy as OTP writes it
 * @param restarts restarts of its children so far
 * @param children its children in start order, at most as many as asked for
 * @param childCount how many there are
 */
public record SupervisorView(String strategy, int restarts, List<ChildInfo> children, int childCount) {

	/** Implemented by supervisors. */
	interface Source {

		SupervisorView view(int limit);

		Optional<ChildInfo> child(Pid pid);

	}

	/**
	 * The supervisor behind a local process, or empty if it is none.
	 * @param limit most children to list
	 */
	public static Optional<SupervisorView> of(Processes processes, Pid pid, int limit) {
		return Servers.view(processes, pid, Source.class).map((source) -> source.view(limit));
	}

	/** What a supervisor publishes of the child that runs as this process. */
	public static Optional<ChildInfo> child(Processes processes, Pid supervisor, Pid child) {
		return Servers.view(processes, supervisor, Source.class).flatMap((source) -> source.child(child));
	}

}
