package io.actor.group;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.actor.gen.CallException;
import io.actor.gen.GenServer;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;

/**
 * Process groups ({@code pg}): named sets of processes of all connected nodes that have
 * the same scope, Erlang and Elixir nodes among them.
 *
 * <pre>{@code
 * Groups groups = node.groups();
 * groups.join("lobby", self.pid());
 * groups.send("lobby", new Say("hello"));      // to every member, wherever it is
 * }</pre>
 *
 * A process that joins a group several times is several times its member and has to leave
 * as often; when it ends, or its node is out of reach, all its memberships are gone. Each
 * node decides on its own processes and tells the others, so two nodes may see different
 * members for as long as a message takes. A group exists while it has members.
 *
 * <p>
 * Reading asks nobody and takes no lock. Joining, leaving and monitoring call the scope
 * process of this node; they fail with {@link CallException} ({@code noproc}) while it
 * does not run, and reading then finds nothing. When it is restarted its local members
 * have to join again.
 *
 * <p>
 * A group is named by any term. A {@link String} stands for the atom with this text, for
 * that is how Erlang and Elixir code names groups. Atoms are never freed on those nodes:
 * a name that is made from data, one for each of a million rooms, is better a
 * {@link io.actor.term.Binary Binary.utf8(name)}.
 */
public final class Groups {

	/** The scope that Erlang's {@code pg} uses unless told otherwise. */
	public static final String DEFAULT_SCOPE = "pg";

	/** Requests wait as long as the scope process needs, as in OTP. */
	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final Processes processes;

	private final Scope scope;

	private Groups(Processes processes, Scope scope) {
		this.processes = processes;
		this.scope = scope;
	}

	/**
	 * The groups of a scope on this node. Somebody has to start its process
	 * ({@link #server}) and to tell of nodes ({@link #nodeUp}); a node does so for
	 * {@value #DEFAULT_SCOPE}.
	 * @param scope the registered name of the scope process, the same on all nodes
	 */
	public static Groups of(Processes processes, String scope) {
		return new Groups(processes, new Scope(scope));
	}

	/** The name of the scope. */
	public String scope() {
		return this.scope.name();
	}

	/** A new scope process, to be started under the name of the scope. */
	public GenServer<?, ?> server() {
		return new GroupServer(this.scope);
	}

	// ---- membership ----

	/** A process of this node joins a group ({@code pg:join/2}). */
	public void join(String group, Pid member) {
		join(Atom.of(group), List.of(member));
	}

	/** Processes of this node join a group. */
	public void join(String group, List<Pid> members) {
		join(Atom.of(group), members);
	}

	/** A process of this node joins a group. */
	public void join(Term group, Pid member) {
		join(group, List.of(member));
	}

	/**
	 * Processes of this node join a group, those that are there twice with two
	 * memberships. When it returns this node reads them as members.
	 * @throws IllegalArgumentException if one of them is on another node; then none joins
	 * @throws CallException if the scope process does not run
	 */
	public void join(Term group, List<Pid> members) {
		call(new GroupRequest.Join(Objects.requireNonNull(group, "group"), local(members)));
	}

	/**
	 * A process of this node gives back one membership ({@code pg:leave/2}).
	 * @return false if it is no member
	 */
	public boolean leave(String group, Pid member) {
		return leave(Atom.of(group), List.of(member));
	}

	/** Processes of this node give back one membership each. */
	public boolean leave(String group, List<Pid> members) {
		return leave(Atom.of(group), members);
	}

	/** A process of this node gives back one membership. */
	public boolean leave(Term group, Pid member) {
		return leave(group, List.of(member));
	}

	/**
	 * Processes of this node give back one membership each.
	 * @return false if none of them is a member ({@code not_joined}); those who are leave
	 * @throws IllegalArgumentException if one of them is on another node; then none
	 * leaves
	 * @throws CallException if the scope process does not run
	 */
	public boolean leave(Term group, List<Pid> members) {
		return call(new GroupRequest.Leave(Objects.requireNonNull(group, "group"), local(members)));
	}

	private List<Pid> local(List<Pid> members) {
		for (Pid member : members) {
			if (!this.processes.isLocal(member)) {
				throw new IllegalArgumentException(
						member + " is not on this node (nolocal); a process joins and leaves on its own node");
			}
		}
		return List.copyOf(members);
	}

	// ---- reading ----

	/** The members on all nodes ({@code pg:get_members/1}). */
	public List<Pid> members(String group) {
		return members(Atom.of(group));
	}

	/**
	 * The members on all nodes, each as often as it joined, in no particular order: one
	 * instant, unmodifiable. Empty if there is no such group.
	 */
	public List<Pid> members(Term group) {
		return this.scope.view().members(group);
	}

	/** The members on this node ({@code pg:get_local_members/1}). */
	public List<Pid> localMembers(String group) {
		return localMembers(Atom.of(group));
	}

	/** The members on this node, each as often as it joined. */
	public List<Pid> localMembers(Term group) {
		return this.scope.view().localMembers(group);
	}

	/** The groups that have members ({@code pg:which_groups/0}). */
	public Set<Term> groups() {
		return this.scope.view().groups();
	}

	/** The groups that have members on this node ({@code pg:which_local_groups/0}). */
	public Set<Term> localGroups() {
		return this.scope.view().localGroups();
	}

	// ---- sending ----

	/** Sends a message to every member. */
	public int send(String group, Object message) {
		return send(Atom.of(group), message);
	}

	/**
	 * Sends a message to every member, as often as it joined, wherever it is; the sender
	 * too if it is one. Never fails because of a receiver.
	 * @return to how many
	 */
	public int send(Term group, Object message) {
		List<Pid> members = members(group);
		this.processes.sendAll(members, message);
		return members.size();
	}

	// ---- monitoring ----

	/** The current process monitors a group ({@code pg:monitor/1}). */
	public GroupMonitor monitor(String group) {
		return monitor(Atom.of(group));
	}

	/**
	 * The current process monitors a group: it is given the members now and hears of
	 * every later change by a {@link GroupEvent}. The group need not exist. The monitor
	 * is gone without a message when the scope process is: who depends on it monitors the
	 * name {@link #scope()} too.
	 * @throws IllegalStateException if the current thread runs no process of this node
	 * @throws CallException if the scope process does not run
	 */
	public GroupMonitor monitor(Term group) {
		return call(new GroupRequest.MonitorGroup(Objects.requireNonNull(group, "group"), current().pid()));
	}

	/**
	 * The current process monitors all groups ({@code pg:monitor_scope/0}); as
	 * {@link #monitor(Term)} does one.
	 */
	public ScopeMonitor monitorScope() {
		return call(new GroupRequest.MonitorScope(current().pid()));
	}

	/**
	 * Ends a monitor ({@code pg:demonitor/1}). None of its events arrives after it, and
	 * those in the mailbox of the current process are removed.
	 * @return whether there was such a monitor
	 */
	public boolean demonitor(Ref monitor) {
		boolean known = call(new GroupRequest.Demonitor(monitor));
		Process self = Process.current();
		if (self != null) {
			boolean found = true;
			while (found) {
				found = self.receive(GroupEvent.class, (event) -> event.monitor().equals(monitor), Duration.ZERO)
					.isPresent();
			}
		}
		return known;
	}

	private Process current() {
		Process self = Process.current();
		if (self == null || self.processes() != this.processes) {
			throw new IllegalStateException("Only a process of this node can monitor groups: its events are messages");
		}
		return self;
	}

	// ---- for the node ----

	/**
	 * A connection to this node is up: its scope process is asked for what it has. Told
	 * by whoever owns the connections, once for each time; never blocks. Both sides do
	 * so, which lets hidden nodes take part.
	 */
	public void nodeUp(String node) {
		// Noted before the scope process is looked up: if it is not registered yet, its
		// init will find the node.
		this.scope.nodes().add(node);
		tell(new GroupServer.NodeUp(node));
	}

	/**
	 * The connection to this node is gone. Its members have left by the end of the
	 * monitor on its scope process; here the node is only forgotten.
	 */
	public void nodeDown(String node) {
		this.scope.nodes().remove(node);
		tell(new GroupServer.NodeDown());
	}

	private void tell(Object news) {
		this.processes.whereis(this.scope.name()).ifPresent((pid) -> this.processes.send(pid, news));
	}

	private <R> R call(Request<R> request) {
		return ServerRef.of(this.processes, RegisteredName.local(this.scope.name())).call(request, FOREVER);
	}

	@Override
	public String toString() {
		return "Groups[" + this.scope.name() + "]";
	}

}
