package io.actor.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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
import io.actor.scheduler.Randomness;
import io.actor.scheduler.Timer;
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

	/** Mailbox lengths that are reported. */
	private static final int MARK = 10_000;

	private static final int HIGH_MARK = 100_000;

	final ActorClock clock;

	final ActorScheduler scheduler;

	final ActorTimers timers;

	final ProcessListener listener;

	final ProcessTable table;

	final Signals signals = new Signals(this);

	final Ending ending = new Ending(this);

	/** Which process a monitor by name is bound to. */
	final Map<Ref, Pid> bindings = new ConcurrentHashMap<>();

	private final Atom node;

	private final int creation;

	private final Pid nobody;

	private final ProcessLimits limits;

	private final int refSalt;

	private final AtomicLong refNumbers = new AtomicLong(1);

	private final Map<String, Process> names = new ConcurrentHashMap<>();

	private final Map<Ref, AliasTarget> aliases = new ConcurrentHashMap<>();

	private final Map<Ref, SendTimer> sendTimers = new ConcurrentHashMap<>();

	private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

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
	public Processes(NodeIdentity identity, Services services, ProcessLimits limits, MessageConverter converter,
			ProcessListener listener) {
		this.node = identity.name();
		this.creation = identity.creation();
		this.nobody = new Pid(this.node, 0, 0, this.creation);
		this.clock = services.clock();
		this.scheduler = services.scheduler();
		this.timers = services.timers();
		this.refSalt = services.randomness().nextInt();
		this.limits = limits;
		this.converter = converter;
		this.listener = listener;
		this.table = new ProcessTable(limits.processes(), this.node, this.creation);
		for (DropReason reason : DropReason.values()) {
			this.dropped.put(reason, new LongAdder());
		}
	}

	/**
	 * Who a node is.
	 *
	 * @param name {@code alive@host}; {@code nonode@nohost} if it has none
	 * @param creation its incarnation, never 0
	 */
	public record NodeIdentity(Atom name, int creation) {
	}

	/**
	 * What processes run on.
	 *
	 * @param clock the node's clocks
	 * @param scheduler who runs
	 * @param timers timeouts and delayed messages
	 * @param randomness salt of references
	 */
	public record Services(ActorClock clock, ActorScheduler scheduler, ActorTimers timers, Randomness randomness) {
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

	/** Whether this pid was made by this incarnation of this node. */
	public boolean isLocal(Pid pid) {
		return pid.creation() == this.creation && pid.node().equals(this.node);
	}

	/** Whether what it names is on this node. */
	public boolean isLocal(Destination destination) {
		return switch (destination) {
			case Pid pid -> isLocal(pid);
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

	/** A number unique in this node. */
	long nextNumber() {
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

	// ---- processes ----

	/**
	 * Spawns a process that runs this code.
	 * @param parent the spawning process, or null
	 */
	public Process spawn(Body body, SpawnOptions options, @Nullable Process parent) {
		Process process = new BodyProcess(this, body, (parent != null) ? parent.pid() : null, options);
		add(process, options, parent);
		this.scheduler.submit(process, Turn.current());
		return process;
	}

	/**
	 * Makes a server process; it runs when {@link #start} is called, so that its maker
	 * can prepare to wait for it.
	 */
	public Process prepare(Behaviour behaviour, SpawnOptions options, @Nullable Process parent) {
		Process process = new ServerProcess(this, behaviour, (parent != null) ? parent.pid() : null, options);
		add(process, options, parent);
		return process;
	}

	/** Starts a prepared process on a worker. */
	public void start(Process prepared) {
		this.scheduler.submit(prepared, Turn.current());
	}

	/**
	 * Starts a prepared process on the stack of the current thread, which would only wait
	 * for its first steps.
	 * @return false if that is not possible here; then nothing has happened
	 */
	public boolean startNested(Process prepared) {
		Turn turn = Turn.current();
		if (prepared.cpuBound()) {
			return false;
		}
		Process outer = (turn.task() instanceof Process running) ? running : null;
		boolean interrupted = Thread.interrupted();
		if (outer != null) {
			// Told to end meanwhile, it must not interrupt the one on its stack.
			outer.leave();
		}
		try {
			return turn.runNested(prepared, 16);
		}
		finally {
			if (prepared.interrupted()) {
				// That was meant for the process that has just run here.
				Thread.interrupted();
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			if (outer != null) {
				outer.resume(turn);
			}
		}
	}

	private void add(Process process, SpawnOptions options, @Nullable Process parent) {
		if (parent != null) {
			parent.checkAlive();
		}
		this.table.add(process);
		if (options.link() && parent != null && !this.signals.linkBoth(parent, process)) {
			this.table.remove(process);
			parent.checkAlive();
		}
	}

	@Nullable Process find(Pid pid) {
		return this.table.find(pid);
	}

	/** The local process with this pid or name, or null. */
	@Nullable Process findLocal(Destination destination) {
		return switch (destination) {
			case Pid pid -> this.table.find(pid);
			case RegisteredName name -> registered(name.name());
			case Ref ref -> null;
		};
	}

	/** Whether the process lives ({@code is_process_alive/1}). */
	public boolean isAlive(Pid pid) {
		Process process = this.table.find(pid);
		return process != null && process.exitReason() == null;
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
		return (process != null) ? Optional.of(info(process)) : Optional.empty();
	}

	private ProcessInfo info(Process process) {
		List<Pid> links = List.of();
		List<Destination> monitors = List.of();
		List<Pid> watchers = List.of();
		Relations related = process.relationsIfAny();
		if (related != null) {
			synchronized (related) {
				links = related.links();
				monitors = related.monitors().values().stream().map(Relations.Monitored::target).toList();
				watchers = related.watchers().values().stream().map(Relations.Watcher::pid).toList();
			}
		}
		return new ProcessInfo(process.pid(), process.name, process.kind(), process.type().getName(), status(process),
				process.length(), process.handled, links, monitors, watchers, process.trapExit, process.parent,
				Instant.ofEpochMilli(process.startedMillis()));
	}

	private static ProcessInfo.Status status(Process process) {
		if (process.exitReason() != null) {
			return ProcessInfo.Status.EXITING;
		}
		if (process.blocked() || !process.busy()) {
			return ProcessInfo.Status.WAITING;
		}
		return (process.turn() != null) ? ProcessInfo.Status.RUNNING : ProcessInfo.Status.RUNNABLE;
	}

	/**
	 * The behaviour behind a local server process, for views that read what it publishes.
	 */
	public Optional<Behaviour> behaviour(Pid pid) {
		return (this.table.find(pid) instanceof ServerProcess server) ? Optional.of(server.behaviour())
				: Optional.empty();
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
	}

	// ---- sending ----

	/** Sends a message; never fails because of the receiver ({@code erlang:send/2}). */
	public void send(Destination to, Object message) {
		switch (to) {
			case Pid pid -> {
				Process target = this.table.find(pid);
				if (target != null) {
					deliver(target, new Message(message));
				}
				else {
					sendAway(pid, message);
				}
			}
			case RegisteredName name -> send(name, message);
			case Ref alias -> send(alias, message);
		}
	}

	private void sendAway(Pid pid, Object message) {
		Pid sender = sender();
		Distribution network = this.distribution;
		if (isLocal(pid)) {
			dropped(DropReason.NO_PROCESS);
		}
		else if (network != null) {
			network.send(sender, pid, message);
		}
		else {
			dropped(DropReason.NO_CONNECTION);
		}
	}

	private void send(RegisteredName name, Object message) {
		if (isLocal(name)) {
			Process target = registered(name.name());
			if (target != null) {
				deliver(target, new Message(message));
			}
			else {
				sender();
				dropped(DropReason.NO_NAME);
			}
			return;
		}
		Pid sender = sender();
		Distribution network = this.distribution;
		if (network != null) {
			network.send(sender, name, message);
		}
		else {
			dropped(DropReason.NO_CONNECTION);
		}
	}

	private void send(Ref alias, Object message) {
		Pid sender = sender();
		AliasTarget target = this.aliases.get(alias);
		if (target != null) {
			target.message(message);
			return;
		}
		Distribution network = this.distribution;
		if (!isLocal(alias) && network != null) {
			network.send(sender, alias, message);
		}
		else {
			dropped(DropReason.NO_ALIAS);
		}
	}

	/**
	 * The running process's pid, for a send that reaches no local mailbox; counts it, and
	 * unwinds the process if it has ended.
	 */
	private static @Nullable Pid sender() {
		Turn turn = Turn.current();
		if (!(turn.task() instanceof Process process)) {
			return null;
		}
		turn.reduce();
		process.checkAlive();
		return process.pid();
	}

	/**
	 * Puts a message of any kind into the mailbox of a local process.
	 * @return false if there is no such process or its mailbox is full; the message has
	 * been told
	 */
	public boolean deliver(Pid to, Message message) {
		Process target = this.table.find(to);
		if (target == null) {
			refuse(message, ExitReason.NOPROC, DropReason.NO_PROCESS);
			return false;
		}
		return deliver(target, message);
	}

	private boolean deliver(Process target, Message message) {
		Turn turn = Turn.current();
		if (!(turn.task() instanceof Process sender)) {
			return enqueue(target, message, turn);
		}
		turn.reduce();
		// From here to the end the process cannot be ended by force: the message is
		// either sent before its Down or not at all.
		turn.beginSend();
		try {
			sender.checkAlive();
			return enqueue(target, message, turn);
		}
		finally {
			turn.endSend();
		}
	}

	private boolean enqueue(Process target, Message message, Turn turn) {
		Mailbox.Offer offer = target.offer(message, this.limits.mailbox());
		if (offer == Mailbox.Offer.SCHEDULE) {
			this.scheduler.submit(target, turn);
			return true;
		}
		if (offer == Mailbox.Offer.QUEUED) {
			int length = message.depth + target.stored();
			if (length >= MARK && target.passes((length >= HIGH_MARK) ? HIGH_MARK : MARK)) {
				this.listener.longMailbox(target, length);
			}
			return true;
		}
		if (offer == Mailbox.Offer.FULL) {
			refuse(message, ExitReason.named("overloaded"), DropReason.MAILBOX_FULL);
		}
		else {
			refuse(message, target.endReason(), DropReason.NO_PROCESS);
		}
		return false;
	}

	/** Delivers what no limit refuses: exits, downs, timeouts. */
	void deliverAlways(Process target, Object body) {
		deliverAlways(target, new Message(body));
	}

	/** Delivers what no limit refuses, to a local process if it still lives. */
	public void deliverAlways(Process target, Message message) {
		switch (target.offer(message, 0)) {
			case SCHEDULE -> this.scheduler.submit(target, Turn.current());
			case FULL, DEAD -> refuse(message, target.endReason(), DropReason.NO_PROCESS);
			case QUEUED -> {
			}
		}
	}

	private void refuse(Message message, ExitReason reason, DropReason drop) {
		if (!message.undelivered(reason)) {
			dropped(drop);
		}
	}

	void dropped(DropReason reason) {
		LongAdder counter = this.dropped.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

	/** How many messages were dropped for this reason since the node started. */
	public long droppedMessages(DropReason reason) {
		LongAdder counter = this.dropped.get(reason);
		return (counter != null) ? counter.sum() : 0;
	}

	// ---- names ----

	/**
	 * Registers a local process under a name ({@code erlang:register/2}).
	 * @throws IllegalArgumentException if the name is taken, or the process has a name,
	 * has ended or is not on this node
	 */
	public void register(String name, Pid pid) {
		Process process = this.table.find(pid);
		if (process == null || process.exitReason() != null) {
			throw new IllegalArgumentException("Cannot register " + pid + " as '" + name + "': no such process here");
		}
		Optional<Pid> holder = tryRegister(name, process);
		if (holder.isPresent()) {
			throw new IllegalArgumentException(
					"Cannot register " + pid + " as '" + name + "': " + (holder.get().equals(pid)
							? "it has the name '" + process.name + "'" : "taken by " + holder.get()));
		}
	}

	/**
	 * Registers a process unless the name is taken.
	 * @return who has the name, or the process itself if it has a name; empty on success
	 */
	public Optional<Pid> tryRegister(String name, Process process) {
		Atom.of(name);
		if (name.isEmpty() || name.equals("undefined")) {
			throw new IllegalArgumentException("A process cannot be registered as '" + name + "'");
		}
		synchronized (process) {
			if (process.name != null) {
				return Optional.of(process.pid());
			}
			while (true) {
				Process holder = this.names.putIfAbsent(name, process);
				if (holder == null) {
					process.name = name;
					break;
				}
				if (holder.exitReason() == null) {
					return Optional.of(holder.pid());
				}
				// It has ended and is about to free the name.
				this.names.remove(name, holder);
			}
		}
		if (process.exitReason() != null) {
			releaseName(process);
		}
		return Optional.empty();
	}

	/**
	 * Frees a name ({@code erlang:unregister/1}).
	 * @throws IllegalArgumentException if nobody has it
	 */
	public void unregister(String name) {
		Process holder = this.names.remove(name);
		if (holder == null) {
			throw new IllegalArgumentException("Nobody is registered as '" + name + "'");
		}
		synchronized (holder) {
			holder.name = null;
		}
	}

	/** Who is registered under this name ({@code erlang:whereis/1}). */
	public Optional<Pid> whereis(String name) {
		Process process = registered(name);
		return (process != null) ? Optional.of(process.pid()) : Optional.empty();
	}

	/** All registered names. */
	public List<String> registeredNames() {
		return List.copyOf(this.names.keySet());
	}

	private @Nullable Process registered(String name) {
		Process process = this.names.get(name);
		return (process != null && process.exitReason() == null) ? process : null;
	}

	void releaseName(Process process) {
		String name = process.name;
		if (name != null) {
			this.names.remove(name, process);
		}
	}

	// ---- aliases ----

	/** Opens an address for replies to whoever is behind it, process or not. */
	public Ref openAlias(AliasTarget target) {
		Ref alias = newRef();
		this.aliases.put(alias, target);
		return alias;
	}

	/** Closes such an address. */
	public void closeAlias(Ref alias) {
		this.aliases.remove(alias);
	}

	Ref openAlias(Process owner) {
		Relations related = owner.relations();
		synchronized (related) {
			if (related.ended() || !owner.owns(related)) {
				return newRef();
			}
			Ref alias = openAlias(new ProcessAlias(owner));
			related.addAlias(alias);
			return alias;
		}
	}

	boolean closeAlias(Process owner, Ref alias) {
		Relations related = owner.relations();
		boolean active;
		synchronized (related) {
			active = !related.ended() && related.removeAlias(alias);
		}
		if (active) {
			forgetAlias(alias);
		}
		return active;
	}

	void forgetAlias(Ref alias) {
		if (this.aliases.remove(alias) instanceof ProcessAlias opened) {
			opened.close();
		}
	}

	@Nullable AliasTarget alias(Ref ref) {
		return this.aliases.get(ref);
	}

	/** Aliases that are active. */
	public int aliasCount() {
		return this.aliases.size();
	}

	// ---- timers ----

	/** Sends a message later; see {@link Process#sendAfter}. */
	public Ref sendAfter(Duration delay, Destination to, Object message) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("A timer cannot be set " + delay + " ahead");
		}
		Ref ref = newRef();
		SendTimer timer = new SendTimer(deadline(delay), ref, to, message);
		this.sendTimers.put(ref, timer);
		if (to instanceof Pid pid && isLocal(pid)) {
			Process target = this.table.find(pid);
			Relations related = (target != null) ? target.relations() : Relations.ENDED;
			synchronized (related) {
				if (target == null || related.ended() || !target.owns(related)) {
					this.sendTimers.remove(ref);
					return ref;
				}
				related.addTimer(timer);
			}
		}
		this.timers.schedule(timer);
		return ref;
	}

	/** Cancels a timer; see {@link Process#cancelTimer}. */
	public OptionalLong cancelTimer(Ref ref) {
		SendTimer timer = this.sendTimers.remove(ref);
		if (timer == null || !timer.cancel()) {
			return OptionalLong.empty();
		}
		timer.detach();
		return OptionalLong.of(Math.max(0, (timer.deadline() - this.clock.nanoTime()) / 1_000_000));
	}

	/** Drops a timer whose destination has ended. */
	void forgetTimer(Timer timer) {
		if (timer.cancel() && timer instanceof SendTimer send) {
			this.sendTimers.remove(send.ref);
		}
	}

	/** Timers that are armed. */
	public int timerCount() {
		return this.sendTimers.size();
	}

	/** A message that is sent when its time has come. */
	private final class SendTimer extends Timer {

		private final Ref ref;

		private final Destination to;

		private final Object message;

		private SendTimer(long deadline, Ref ref, Destination to, Object message) {
			super(deadline);
			this.ref = ref;
			this.to = to;
			this.message = message;
		}

		@Override
		protected void expire() {
			Processes.this.sendTimers.remove(this.ref);
			detach();
			send(this.to, this.message);
		}

		private void detach() {
			Process target = (this.to instanceof Pid pid) ? find(pid) : null;
			Relations related = (target != null) ? target.relationsIfAny() : null;
			if (related != null) {
				synchronized (related) {
					if (!related.ended()) {
						related.removeTimer(this);
					}
				}
			}
		}

	}

	/** An alias of a process. */
	private static final class ProcessAlias implements AliasTarget {

		private final Process owner;

		private boolean closed;

		private ProcessAlias(Process owner) {
			this.owner = owner;
		}

		@Override
		public void message(Object message) {
			Processes processes = this.owner.processes;
			Turn turn = Turn.current();
			turn.beginSend();
			try {
				if (turn.task() instanceof Process sender) {
					sender.checkAlive();
				}
				// Under the lock: nothing arrives after the alias has been switched off.
				synchronized (this) {
					if (!this.closed) {
						processes.enqueue(this.owner, new Message(message), turn);
						return;
					}
				}
			}
			finally {
				turn.endSend();
			}
			processes.dropped(DropReason.NO_ALIAS);
		}

		@Override
		public void down(ExitReason reason) {
		}

		private synchronized void close() {
			this.closed = true;
		}

	}

}
