package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

	/**
	 * Adds a child and starts it ({@code supervisor:start_child/2}). A specification
	 * whose start fails is not kept.
	 */
	public ChildResult startChild(ChildSpec spec) {
		return this.server.call(new SupervisorRequest.StartChild(spec), FOREVER);
	}

	/**
	 * Starts a child of a {@link SimpleOneForOne} with these arguments behind those of
	 * its specification, which has to be a {@link StartCall} if there are any.
	 */
	public ChildResult startChildWith(Object... arguments) {
		return this.server.call(new SupervisorRequest.StartChildWith(Arguments.of(arguments)), FOREVER);
	}

	/**
	 * Stops a child ({@code supervisor:terminate_child/2}); its specification stays
	 * unless it is temporary.
	 */
	public ChildResult terminateChild(String id) {
		return this.server.call(new SupervisorRequest.TerminateChild(id), FOREVER);
	}

	/**
	 * Stops a child of a {@link DynamicSupervisor} or a {@link SimpleOneForOne}, also one
	 * that waits to be restarted, by the pid it had. Other supervisors know no child by
	 * its pid: {@code not_found}.
	 */
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

	/**
	 * The child with this id ({@code supervisor:which_child/2}); empty if there is none,
	 * and always of a {@link DynamicSupervisor} or a {@link SimpleOneForOne}.
	 */
	public Optional<ChildInfo> whichChild(String id) {
		return this.server.call(new SupervisorRequest.WhichChild(id), FOREVER);
	}

	/**
	 * The child of a {@link DynamicSupervisor} or a {@link SimpleOneForOne} with this
	 * pid.
	 */
	public Optional<ChildInfo> whichChild(Pid pid) {
		return this.server.call(new SupervisorRequest.WhichChild(pid), FOREVER);
	}

	/** How many children there are ({@code supervisor:count_children/1}). */
	public ChildCounts countChildren() {
		return this.server.call(new SupervisorRequest.CountChildren(), FOREVER);
	}

	/**
	 * The specification of the child with this id ({@code supervisor:get_childspec/2}),
	 * or of all children of a {@link SimpleOneForOne}; empty if there is none.
	 */
	public Optional<ChildSpec> childSpec(String id) {
		return this.server.call(new SupervisorRequest.GetChildSpec(id), FOREVER);
	}

	/**
	 * The specification of the child of a {@link DynamicSupervisor} or a
	 * {@link SimpleOneForOne} with this pid.
	 */
	public Optional<ChildSpec> childSpec(Pid pid) {
		return this.server.call(new SupervisorRequest.GetChildSpec(pid), FOREVER);
	}

	/**
	 * Asks the {@link SupervisorModule} again what the supervisor is to be, and takes
	 * over flags and specifications ({@code supervisor:code_change/3}). Nothing is
	 * started or stopped: children keep their processes, and their next restart uses the
	 * new specification. New children are listed without a process, and those the module
	 * does not name any more are kept behind the others. Of a supervisor that was made
	 * without a module nothing changes.
	 * @return done; or refused with OTP's error, and nothing has changed
	 */
	public ChildResult changeCode() {
		return this.server.call(new SupervisorRequest.ChangeCode(), FOREVER);
	}

	/** Uses another number of partitions. */
	ChildResult resize(int partitions) {
		return this.server.call(new SupervisorRequest.Resize(partitions), FOREVER);
	}

	/** The supervisor as a server, to stop it for example. */
	public ServerRef server() {
		return this.server;
	}

}
