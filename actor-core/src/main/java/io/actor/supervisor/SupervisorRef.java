package io.actor.supervisor;

import java.time.Duration;
import java.util.List;

import io.actor.gen.ServerRef;
import io.actor.process.Processes;
import io.actor.term.Destination;
import io.actor.term.Pid;

/**
 * A running supervisor to talk to. Requests wait as long as the supervisor needs, for it
 * waits for its children.
 */
public final class SupervisorRef {

	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final ServerRef server;

	private SupervisorRef(ServerRef server) {
		this.server = server;
	}

	/** The supervisor with this pid or name on this node. */
	public static SupervisorRef of(Processes processes, Destination target) {
		return new SupervisorRef(ServerRef.of(processes, target));
	}

	/** Adds a child and starts it ({@code supervisor:start_child/2}). */
	public ChildResult startChild(ChildSpec spec) {
		return this.server.call(new SupervisorRequest.StartChild(spec), FOREVER);
	}

	/**
	 * Stops a child ({@code supervisor:terminate_child/2}); its specification stays
	 * unless it is temporary.
	 */
	public ChildResult terminateChild(String id) {
		return this.server.call(new SupervisorRequest.TerminateChild(id), FOREVER);
	}

	/** Stops a child of a dynamic supervisor. */
	public ChildResult terminateChild(Pid pid) {
		return this.server.call(new SupervisorRequest.TerminatePid(pid), FOREVER);
	}

	/** Starts a child that does not run ({@code supervisor:restart_child/2}). */
	public ChildResult restartChild(String id) {
		return this.server.call(new SupervisorRequest.RestartChild(id), FOREVER);
	}

	/** Forgets a child that does not run ({@code supervisor:delete_child/2}). */
	public ChildResult deleteChild(String id) {
		return this.server.call(new SupervisorRequest.DeleteChild(id), FOREVER);
	}

	/** The children, last started first ({@code supervisor:which_children/1}). */
	public List<ChildInfo> whichChildren() {
		return this.server.call(new SupervisorRequest.WhichChildren(), FOREVER);
	}

	/** The supervisor as a server, to stop it for example. */
	public ServerRef server() {
		return this.server;
	}

}
