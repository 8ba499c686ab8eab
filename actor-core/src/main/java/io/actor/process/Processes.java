package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Turn;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/**
 * All processes of one node: spawning, names, aliases and sending. Behaviours and the
 * distribution build on it; applications usually meet it as a node.
 */
public final class Processes {

	final ActorClock clock;

	final ActorScheduler scheduler;

	final ActorTimers timers;

	final SystemMonitoring listener;

	final ProcessTable table;

	final Signals signals = new Signals(this);

	final Spawning spawning = new Spawning(this);

	final RemoteSpawning remoteSpawning = new RemoteSpawning(this);

	final Ending ending = new Ending(this);

	final Delivery delivery;

	final Names names = new Names();

	final Aliases aliases = new Aliases();

	final SendTimers sendTimers = new SendTimers(this);

	private final Reports reports;

	/** Which process a monitor by name is bound to. */
	final Map<Ref, Pid> bindings = new ConcurrentHashMap<>();

	private final Atom node;

	private final int creation;

	private final Pid nobody;

	private final int refSalt;

	private final AtomicLong refNumbers = new AtomicLong(1);

	private final LongAdder restarts = new LongAdder();

	private volatile @Nullable Distribution distribution;

	private final MessageConverter converter;

	/**
	 * The processes of a node.
	 * @param identity the node's name and creation
	 * @param services what the node runs on
	 * @param limits how many processes and messages there may be
	 * @param converter how messages from other nodes become Java values
	 * @param listener hears of crashes and zombies
	 */
	public Processes(NodeIdentity identity, NodeServices services, ProcessLimits limits, MessageConverter converter,
			ProcessListener listener) {
		this.node = identity.name();
		this.creation = identity.creation();
		this.nobody = new Pid(this.node, 0, 0, this.creation);
		this.clock = services.clock();
		this.scheduler = services.scheduler();
		this.timers = services.timers();
		this.refSalt = services.randomness().nextInt();
		this.converter = converter;
		this.listener = new SystemMonitoring(this, listener);
		this.table = new ProcessTable(limits.processes(), this.node, this.creation);
		this.delivery = new Delivery(this, limits.mailbox());
		this.reports = new Reports(this);
	}

	// ---- identity ----

	/** Name of this node. */
	public Atom node() {
		return this.node;
	}

	/** Incarnation of this node. */
	public int creation() {
		return this.creation;
	}

	/** Whether what it names is on this node. */
	public boolean isLocal(Destination destination) {
		return switch (destination) {
			case Pid pid -> pid.creation() == this.creation && pid.node().equals(this.node);
			case RegisteredName name -> name.node() == null || name.node().equals(this.node.name());
			case Ref ref -> ref.creation() == this.creation && ref.node().equals(this.node);
		};
	}

	/** A name always with its node, anything else as it is. */
	Destination normalize(Destination destination) {
		return (destination instanceof RegisteredName(String name, String at) && at == null)
				? new RegisteredName(name, this.node.name()) : destination;
	}

	/**
	 * The pid that stands for callers that are no process; nothing ever runs under it.
	 */
	public Pid nobody() {
		return this.nobody;
	}

	/** A new unique reference. */
	public Ref newRef() {
		long number = this.refNumbers.getAndIncrement();
		return new Ref(this.node, this.creation, (int) number, (int) (number >>> 32), this.refSalt);
	}

	/** A number unique in this node, and greater than those given before. */
	public long nextNumber() {
		return this.refNumbers.getAndIncrement();
	}

	/** The node's monotonic clock plus this time; never overflows. */
	public long deadline(Duration timeout) {
		long now = this.clock.nanoTime();
		long nanos = (timeout.compareTo(Duration.ofDays(36_500)) > 0) ? Long.MAX_VALUE : timeout.toNanos();
		return (nanos > Long.MAX_VALUE - Math.max(now, 0)) ? Long.MAX_VALUE : now + nanos;
	}

	public ActorClock clock() {
		return this.clock;
	}

	public ActorTimers timers() {
		return this.timers;
	}

	public MessageConverter converter() {
		return this.converter;
	}

	/** What the runtime tells of processes, for those who want to hear it. */
	public Reports reports() {
		return this.reports;
	}

	// ---- processes ----

	/**
	 * Spawns a process that runs this code.
	 * @param parent the spawning process, or null
	 */
	public Process spawn(Body body, SpawnOptions options, @Nullable Process parent) {
		return this.spawning.spawn(body, options, parent);
	}

	/**
	 * Makes a server process; it runs when {@link #start} is called, so that its maker
	 * can prepare to wait for it.
	 */
	public Process prepare(Behaviour behaviour, SpawnOptions options, @Nullable Process parent) {
		return this.spawning.prepare(behaviour, options, parent);
	}

	/** Starts a prepared process on a worker. */
	public void start(Process prepared) {
		this.spawning.start(prepared);
	}

	/**
	 * Starts a prepared process on the stack of the current thread, which would only wait
	 * for its first steps.
	 * @return false if that is not possible here; then nothing has happened
	 */
	public boolean startNested(Process prepared) {
		return this.spawning.startNested(prepared);
	}

	/**
	 * Runs something on a worker and outside any process: code of users that comes up on
	 * a thread others depend on.
	 */
	public void execute(Runnable work) {
		this.scheduler.submit(new Work(work), Turn.current());
	}

	@Nullable Process find(Pid pid) {
		return this.table.find(pid);
	}

	/** The local process with this pid or name, or null. */
	@Nullable Process findLocal(Destination destination) {
		return switch (destination) {
			case Pid pid -> this.table.find(pid);
			case RegisteredName name -> this.names.find(name.name());
			case Ref ref -> null;
		};
	}

	/** Whether the process lives ({@code is_process_alive/1}). */
	public boolean isAlive(Pid pid) {
		Process process = this.table.find(pid);
		return process != null && process.exitReason() == null;
	}

	/** Whether the process lives and gets exit signals as messages. */
	public boolean trapsExits(Pid pid) {
		Process process = this.table.find(pid);
		return process != null && process.trapExit;
	}

	/** How many processes there are. */
	public int count() {
		return this.table.size();
	}

	/** The living processes, oldest first. */
	public List<Pid> pids() {
		List<Pid> all = new ArrayList<>();
		this.table.forEach((process) -> all.add(process.pid()));
		all.sort(Comparator.comparingInt(Pid::serial).thenComparingInt(Pid::id));
		return all;
	}

	/** A process at this instant, or empty if it has ended. */
	public Optional<ProcessInfo> info(Pid pid) {
		Process process = this.table.find(pid);
		return (process != null) ? Optional.of(Snapshots.of(process)) : Optional.empty();
	}

	/**
	 * One thing about a process of this node ({@code erlang:process_info/2}), or empty if
	 * it has ended.
	 * @throws IllegalArgumentException if it is a process of another node
	 */
	public <T> Optional<T> info(Pid pid, InfoKey<T> key) {
		return Optional.ofNullable(local(pid)).map(key::read);
	}

	/**
	 * Some things about a process of this node, in the order of the keys, or empty if it
	 * has ended.
	 * @throws IllegalArgumentException if it is a process of another node
	 */
	public Optional<List<InfoItem<?>>> info(Pid pid, List<InfoKey<?>> keys) {
		return Optional.ofNullable(local(pid)).map((process) -> Snapshots.items(process, keys));
	}

	private @Nullable Process local(Pid pid) {
		if (!isLocal(pid)) {
			throw new IllegalArgumentException("Only its own node can tell about " + pid);
		}
		return this.table.find(pid);
	}

	/**
	 * The behaviour behind a local server process, for views that read what it publishes.
	 */
	public Optional<Behaviour> behaviour(Pid pid) {
		return (this.table.find(pid) instanceof ServerProcess server) ? Optional.of(server.behaviour())
				: Optional.empty();
	}

	/** Counts the restart of a child by its supervisor. */
	public void countRestart() {
		this.restarts.increment();
	}

	/** How often supervisors of this node have restarted a child. */
	public long restarts() {
		return this.restarts.sum();
	}

	/** What is told about the processes, and to whom. */
	public SystemMonitoring monitoring() {
		return this.listener;
	}

	/** Processes told to end whose code has not returned for seconds. */
	public int zombies() {
		return this.ending.zombies();
	}

	// ---- signals ----

	/** An exit signal on behalf of this pid ({@code exit/2}). */
	public void exit(Pid from, Pid to, ExitReason reason) {
		this.signals.exit(from, to, reason);
	}

	/** Watches for a caller that is no process; see {@link AliasTarget#down}. */
	public void watch(Pid watcher, Destination target, Ref ref) {
		this.signals.watch(watcher, normalize(target), ref);
	}

	/**
	 * Watches a process of another node and sends it a request, as {@link #watch} and
	 * {@link #send} do.
	 */
	public void request(Pid watcher, Destination target, Ref ref, Object message) {
		Distribution network = this.distribution;
		if (network == null || isLocal(target)) {
			watch(watcher, target, ref);
			send(target, message);
			return;
		}
		network.request(Delivery.sender(), watcher, target, ref, message);
	}

	/** Ends what {@link #watch} began. */
	public void unwatch(Pid watcher, Destination target, Ref ref) {
		this.signals.unwatch(watcher, normalize(target), ref);
	}

	/** The signals that come in from other nodes. */
	public RemoteSignals remoteSignals() {
		return new RemoteSignals(this);
	}

	/** Connects or, with null, disconnects the network. */
	public void distribution(@Nullable Distribution network) {
		this.distribution = network;
	}

	@Nullable Distribution distribution() {
		return this.distribution;
	}

	/** Looks after processes that do not unwind; called by the scheduler's listener. */
	public void tick() {
		this.ending.tick();
		this.reports.tick();
	}

	// ---- sending ----

	/** Sends a message; never fails because of the receiver ({@code erlang:send/2}). */
	public void send(Destination to, Object message) {
		this.delivery.send(to, message);
	}

	/** Sends unless the sender would wait; see {@link Process#sendNoSuspend}. */
	public boolean sendNoSuspend(Destination to, Object message) {
		return this.delivery.sendNoSuspend(to, message);
	}

	/**
	 * Sends one message to many processes, wherever they are; what goes to other nodes is
	 * encoded once. Never fails because of a receiver.
	 */
	public void sendAll(Collection<Pid> to, Object message) {
		this.delivery.sendAll(to, message);
	}

	/** Sends a priority message; see {@link Process#sendPriority}. */
	public void sendPriority(Ref alias, Object message) {
		this.delivery.sendPriority(alias, message);
	}

	/**
	 * Puts a message of any kind into the mailbox of a local process.
	 * @return false if there is no such process or its mailbox is full; the message has
	 * been told
	 */
	public boolean deliver(Pid to, Message message) {
		return this.delivery.deliver(to, message);
	}

	/** Delivers what no limit refuses, to the local process with this pid. */
	public void deliverAlways(Pid to, Message message) {
		Process target = this.table.find(to);
		if (target != null) {
			this.delivery.deliverAlways(target, message);
		}
		else {
			message.undelivered(ExitReason.NOPROC);
		}
	}

	/** Delivers what no limit refuses, to a local process if it still lives. */
	public void deliverAlways(Process target, Message message) {
		this.delivery.deliverAlways(target, message);
	}

	/** How many messages were dropped for this reason since the node started. */
	public long droppedMessages(DropReason reason) {
		return this.delivery.droppedMessages(reason);
	}

	// ---- names ----

	/**
	 * Registers a local process under a name ({@code erlang:register/2}).
	 * @throws IllegalArgumentException if the name is taken, or the process has a name,
	 * has ended or is not on this node
	 */
	public void register(String name, Pid pid) {
		this.names.register(name, pid, this.table.find(pid));
	}

	/**
	 * Registers a process unless the name is taken.
	 * @return who has the name, or the process itself if it has a name; empty on success
	 */
	public Optional<Pid> tryRegister(String name, Process process) {
		return this.names.tryRegister(name, process);
	}

	/**
	 * Frees a name ({@code erlang:unregister/1}).
	 * @throws IllegalArgumentException if nobody has it
	 */
	public void unregister(String name) {
		this.names.unregister(name);
	}

	/** Who is registered under this name ({@code erlang:whereis/1}). */
	public Optional<Pid> whereis(String name) {
		Process process = this.names.find(name);
		return (process != null) ? Optional.of(process.pid()) : Optional.empty();
	}

	/** All registered names. */
	public List<String> registeredNames() {
		return this.names.all();
	}

	// ---- aliases ----

	/** Opens an address for replies to whoever is behind it, process or not. */
	public Ref openAlias(AliasTarget target) {
		Ref alias = newRef();
		this.aliases.open(alias, target);
		return alias;
	}

	/** Closes such an address. */
	public void closeAlias(Ref alias) {
		this.aliases.close(alias);
	}

	/** Aliases that are active. */
	public int aliasCount() {
		return this.aliases.count();
	}

	// ---- timers ----

	/** Sends a message later; see {@link Process#sendAfter}. */
	public Ref sendAfter(Duration delay, Destination to, Object message) {
		return this.sendTimers.send(delay, to, message);
	}

	/** Cancels a timer; see {@link Process#cancelTimer}. */
	public OptionalLong cancelTimer(Ref ref) {
		return this.sendTimers.cancel(ref);
	}

	/** Sends a message with the timer's reference; see {@link Process#startTimer}. */
	public Ref startTimer(Duration delay, Destination to, Object message) {
		return this.sendTimers.tell(delay, to, message);
	}

	/** What is left of a timer; see {@link Process#readTimer}. */
	public OptionalLong readTimer(Ref ref) {
		return this.sendTimers.read(ref);
	}

	/** Timers that are armed. */
	public int timerCount() {
		return this.sendTimers.count();
	}

}
