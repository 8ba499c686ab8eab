package io.actor.node;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.actor.application.Applications;
import io.actor.gen.GenServer;
import io.actor.gen.ServerName;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.group.Groups;
import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.process.RemoteSpawner;
import io.actor.process.SpawnOptions;
import io.actor.rpc.Erpc;
import io.actor.rpc.RemoteFunctions;
import io.actor.scheduler.SchedulerSnapshot;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.SupervisorDefinition;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/**
 * A runtime with processes, and if it has a name, connections to other nodes.
 *
 * <pre>{@code
 * try (Node node = Node.start()) {
 *     ServerRef stack = node.start(Stack::new, StartOptions.named("stack"));
 *     stack.cast(new Stack.Push("hello"));
 *     Optional<String> top = stack.call(new Stack.Pop());
 * }
 * }</pre>
 *
 * Its first process is the supervisor {@code application}, under which everything that
 * shall be restarted is started; closing the node stops that tree in reverse order.
 */
public final class Node implements AutoCloseable {

	/** Name of the supervisor at the top of the tree. */
	public static final String APPLICATION = "application";

	private final Runtime runtime;

	private final Network network;

	private final Applications applications;

	private final GroupScopes scopes;

	private final Erpc erpc;

	private final RemoteSpawner spawner;

	private final AtomicBoolean opened = new AtomicBoolean();

	private final AtomicReference<NodeState> state = new AtomicReference<>(NodeState.STARTING);

	private Node(NodeConfig config) {
		this.runtime = new Runtime(config.settings());
		this.network = new Network(config.settings(), this.runtime);
		this.applications = Applications.of(this.runtime.processes(), this::close);
		this.scopes = new GroupScopes(this.runtime.groups(), this);
		listen(this.scopes);
		Processes processes = this.runtime.processes();
		this.erpc = new Erpc(processes, this.runtime::functions);
		this.spawner = new RemoteSpawner(processes, (mfa) -> this.runtime.functions().body(mfa, processes.converter()));
		serve(SystemFunctions.of(this, config.settings()));
	}

	/**
	 * A node that has not started: it has processes and a name, but no supervisor and no
	 * port until {@link #open}. For those who have a place to start it later.
	 */
	public static Node create(NodeConfig config) {
		return new Node(config);
	}

	/** Starts a node on its own: no port is opened. */
	public static Node start() {
		return start(NodeConfig.local());
	}

	/**
	 * Starts a node. Returns when it is ready; peers that cannot be reached are tried
	 * again in the background and do not fail the start.
	 * @throws NodeStartException if a named node cannot listen or register
	 */
	public static Node start(NodeConfig config) {
		Node node = create(config);
		node.open();
		return node;
	}

	/**
	 * Starts a node that was only created. If it cannot start, it is closed.
	 * @throws NodeStartException if a named node cannot listen or register
	 * @throws IllegalStateException if it was opened or closed before
	 */
	public void open() {
		if (!this.opened.compareAndSet(false, true)) {
			throw new IllegalStateException(this + " cannot be opened, it is " + state());
		}
		try {
			this.runtime.start();
			this.network.start();
			this.state.compareAndSet(NodeState.STARTING, NodeState.UP);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	// ---- who it is ----

	/** Its full name; {@code nonode@nohost} if it has none. */
	public String name() {
		return processes().node().name();
	}

	/** Its incarnation, unsigned. */
	public int creation() {
		return processes().creation();
	}

	/** Whether it can talk to other nodes. */
	public boolean isDistributed() {
		return this.network.enabled();
	}

	/** The port it listens on, or empty if it is on its own. */
	public Optional<Integer> port() {
		return this.network.port();
	}

	/** What it is doing. */
	public NodeState state() {
		return this.state.get();
	}

	// ---- processes ----

	/** Its processes. */
	public Processes processes() {
		return this.runtime.processes();
	}

	/** What its scheduler is doing now. */
	public SchedulerSnapshot scheduler() {
		return this.runtime.scheduler().snapshot();
	}

	/** Spawns a process that runs this code. */
	public Pid spawn(Body body) {
		return processes().spawn(body, SpawnOptions.DEFAULT, null).pid();
	}

	/**
	 * Starts a server that nobody supervises and waits until it is ready.
	 * @throws StartException if it cannot start
	 */
	public ServerRef start(Supplier<? extends GenServer<?, ?>> server, StartOptions options) {
		return ServerRef.of(processes(), started(Servers.start(processes(), server, options, null), options.name()));
	}

	/**
	 * Starts a supervisor with its children that nobody supervises.
	 * @throws StartException if a child cannot start
	 */
	public SupervisorRef start(SupervisorDefinition supervisor, StartOptions options) {
		return SupervisorRef.of(processes(), started(supervisor.start(processes(), options, null), options.name()));
	}

	/**
	 * Adds a child to the supervisor {@code application} and starts it.
	 * @throws StartException if it cannot start
	 */
	public Optional<Pid> startChild(ChildSpec child) {
		return switch (application().startChild(child)) {
			case ChildResult.Started(Pid pid) -> Optional.of(pid);
			case ChildResult.StartedWith(Pid pid, Object info) -> Optional.of(pid);
			case ChildResult.Done() -> Optional.empty();
			case ChildResult.Refused(ExitReason reason) ->
				throw new StartException("child '" + child.id() + "'", reason);
		};
	}

	private static Pid started(StartResult result, @Nullable ServerName name) {
		String what = (name != null) ? "'" + name + "'" : "a process";
		return switch (result) {
			case StartResult.Started(Pid pid) -> pid;
			case StartResult.Ignored() -> throw new StartException(what, ExitReason.named("ignore"));
			case StartResult.Failed failed -> throw new StartException(what, failed.reason());
		};
	}

	/** The supervisor at the top of the tree. */
	public SupervisorRef application() {
		return SupervisorRef.of(processes(), this.runtime.root());
	}

	/** The supervisor registered under this name. */
	public SupervisorRef supervisor(String name) {
		return SupervisorRef.of(processes(), RegisteredName.local(name));
	}

	/** The server registered under this name on this node. */
	public ServerRef server(String name) {
		return ServerRef.of(processes(), RegisteredName.local(name));
	}

	/** The server registered under this name on another node. */
	public ServerRef server(String name, String node) {
		return ServerRef.of(processes(), new RegisteredName(name, node));
	}

	/** The server with this name, which may be one of a registry. */
	public ServerRef server(ServerName name) {
		return ServerRef.of(processes(), name);
	}

	/** The server with this pid or name. */
	public ServerRef server(Destination target) {
		return ServerRef.of(processes(), target);
	}

	/** Who is registered under this name on this node. */
	public Optional<Pid> whereis(String name) {
		return processes().whereis(name);
	}

	/** Sends a message; never fails because of the receiver. */
	public void send(Destination to, Object message) {
		processes().send(to, message);
	}

	/** Trees with a name that depend on each other and are started as a whole. */
	public Applications applications() {
		return this.applications;
	}

	// ---- other nodes ----

	/** Named groups of processes on all nodes it is connected with. */
	public Groups groups() {
		return this.runtime.groups();
	}

	/**
	 * The groups of another scope, which only nodes that have it share
	 * ({@code pg:start_link/1}). Its process is started under the supervisor
	 * {@value #APPLICATION} when the scope is first asked for.
	 * @param scope the name of the scope, under which its process is registered
	 * @throws StartException if the name is taken by another process
	 */
	public Groups groups(String scope) {
		return this.scopes.scope(scope);
	}

	/** Calls functions of other nodes ({@code erpc}). */
	public Erpc rpc() {
		return this.erpc;
	}

	/** Spawns processes on other nodes. */
	public RemoteSpawner spawner() {
		return this.spawner;
	}

	/**
	 * Lets other nodes call these functions too, from now on.
	 * @throws IllegalArgumentException if one of them is there already
	 */
	public void serve(RemoteFunctions functions) {
		this.runtime.serve(functions);
	}

	/** The functions other nodes may call. */
	public RemoteFunctions functions() {
		return this.runtime.functions();
	}

	/** The nodes it is connected with, hidden ones too. */
	public List<PeerInfo> peers() {
		return this.network.peers();
	}

	/** The names of the visible nodes it is connected with ({@code nodes()}). */
	public List<String> nodes() {
		return nodes(NodeType.VISIBLE);
	}

	/** The names of nodes of this type ({@code nodes/1}). */
	public List<String> nodes(NodeType type) {
		return this.network.topology().nodes(type);
	}

	/** Nodes that were connected and are not, and why; the latest 64. */
	public List<LostNode> lostNodes() {
		return this.network.topology().lost();
	}

	/**
	 * Bytes that wait until other nodes have taken them; see {@link NodeConfig#buffer}.
	 */
	public long pendingBytes() {
		return this.network.pendingBytes();
	}

	/** Processes and threads that are suspended in a send to a node that is slow. */
	public int suspendedSenders() {
		return this.network.suspended();
	}

	/** The names of the peers it stays connected with: configured and discovered ones. */
	public List<String> expectedPeers() {
		return this.network.expected();
	}

	/** How it stands with the port mapper of its host. */
	public PortMapperState portMapper() {
		return this.network.portMapper();
	}

	/** How those who look for peers fare. */
	public List<DiscoveryInfo> discoveries() {
		return this.network.discoveries();
	}

	/** Why a node is not connected, if an attempt has failed. */
	public Optional<String> peerProblem(String node) {
		return this.network.problem(node);
	}

	/**
	 * How often strangers or peers have hit a limit since the node was created; 0 if it
	 * is on its own.
	 */
	public long limitHits(Limit limit) {
		return this.network.limitHits(limit);
	}

	/** Connects to a node unless it is connected; true if it then is. Waits for it. */
	public boolean connect(String node) {
		return this.network.connect(node);
	}

	/**
	 * Closes the connection to a node ({@code erlang:disconnect_node/1}). A configured
	 * peer is not connected again, a discovered one when it has been off its list and is
	 * back.
	 */
	public void disconnect(String node) {
		this.network.disconnect(node);
	}

	/**
	 * Sets the secret shared with one node, from the next attempt to connect on
	 * ({@code erlang:set_cookie/2}).
	 * @throws IllegalStateException if this node has no name
	 */
	public void cookie(String node, String cookie) {
		this.network.topology().cookie(node, cookie);
	}

	/**
	 * From now on only these nodes, and those named before, may connect in either
	 * direction ({@code net_kernel:allow/1}). Who is connected stays so.
	 * @throws IllegalStateException if this node has no name
	 */
	public void allowNodes(Collection<String> nodes) {
		this.network.topology().allow(nodes);
	}

	/** The only nodes that may connect; empty if all may that know the cookie. */
	public Optional<Set<String>> allowedNodes() {
		return this.network.topology().allowed();
	}

	/** After how long a silent peer counts as down. */
	public Duration netTickTime() {
		return this.network.topology().tickTime();
	}

	/**
	 * Changes the tick time of all connections ({@code net_kernel:set_net_ticktime/2}).
	 * Do it on all nodes within the transition: until its end each is as patient as the
	 * longer of the two times allows, and ticks as often as the shorter one needs.
	 * @param time at least 100 ms
	 * @param transition how long all nodes together need; OTP takes 60 s
	 */
	public TickTimeChange netTickTime(Duration time, Duration transition) {
		return this.network.topology().tickTime(time, transition);
	}

	// ---- processes hear of nodes ----

	/**
	 * The current process gets a {@link NodeUp} for each node of this type that comes and
	 * a {@link NodeDown} for each that goes, from now on and until it ends
	 * ({@code net_kernel:monitor_nodes/2}). A down comes after all links and monitors it
	 * breaks, and before the next up of that node. Subscribed several times, it gets each
	 * message as often.
	 * @param type visible, hidden, or all connected nodes
	 * @throws IllegalStateException if the current thread runs no process of this node
	 */
	public void monitorNodes(NodeType type) {
		this.network.topology().monitorNodes(type);
	}

	/**
	 * Ends all subscriptions of the current process with this type.
	 * @return whether there were any
	 */
	public boolean demonitorNodes(NodeType type) {
		return this.network.topology().demonitorNodes(type);
	}

	/**
	 * The current process gets one {@link NodeDown} when the connection to this node is
	 * lost, or at once if there is none and none can be made
	 * ({@code erlang:monitor_node/2}). Called several times, it gets as many; about this
	 * node itself it gets none.
	 * @throws IllegalStateException if the current thread runs no process of this node
	 */
	public void monitorNode(String node) {
		this.network.topology().monitorNode(node);
	}

	/**
	 * Takes one {@link #monitorNode} back.
	 * @return whether there was one
	 */
	public boolean demonitorNode(String node) {
		return this.network.topology().demonitorNode(node);
	}

	/** Hears of nodes that come and go from now on; gives back how to stop it. */
	public Runnable listen(NodeListener listener) {
		CopyOnWriteArrayList<NodeListener> listeners = this.network.listeners();
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	// ---- the end ----

	/**
	 * Stops the applications and then the tree of processes, both in reverse order, then
	 * the connections, then processes outside the tree, for whose links and monitors on
	 * other nodes the node is gone ({@code noconnection}), then the scheduler.
	 * Idempotent.
	 */
	@Override
	public void close() {
		this.opened.set(true);
		NodeState before = this.state.get();
		while (before != NodeState.STOPPING && before != NodeState.DOWN) {
			if (this.state.compareAndSet(before, NodeState.STOPPING)) {
				stop();
				return;
			}
			before = this.state.get();
		}
	}

	private void stop() {
		this.applications.close();
		this.runtime.stopApplication();
		// As in OTP other nodes see the tree shut down; what is outside it is lost with
		// the connection.
		this.network.close();
		this.runtime.killOthers();
		this.runtime.close();
		this.state.set(NodeState.DOWN);
	}

	@Override
	public String toString() {
		return "Node[" + name() + "]";
	}

}
