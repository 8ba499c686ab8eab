package io.actor.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import io.actor.scheduler.Parker;
import io.actor.scheduler.Turn;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * A process, as it sees itself. Everything here except {@link #pid()} is for the process
 * itself, in its own code.
 *
 * <p>
 * From the moment the process has been told to end, each of these methods unwinds it:
 * nothing it still does can be sent, received or seen.
 */
public abstract class Process extends Mailbox {

	private static final VarHandle EXIT_REASON;

	private static final VarHandle RELATIONS;

	private static final VarHandle TURN;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			EXIT_REASON = lookup.findVarHandle(Process.class, "exitReason", ExitReason.class);
			RELATIONS = lookup.findVarHandle(Process.class, "relations", Relations.class);
			TURN = lookup.findVarHandle(Process.class, "turn", Turn.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final Processes processes;

	/** Set once, by the table. */
	@Nullable Pid pid;

	final @Nullable Pid parent;

	/** Why it ends or ended, set once: the process counts as dead from then on. */
	private volatile @Nullable ExitReason exitReason;

	/** Links, monitors and so on; null until first needed. */
	private volatile @Nullable Relations relations;

	/** The thread that runs it now; cleared under this object's lock. */
	private @Nullable Turn turn;

	/** Its thread was interrupted; guarded by this object's lock. */
	private boolean interrupted;

	/** Where it waits inside one of our operations. */
	private volatile @Nullable Parker blockedOn;

	volatile boolean trapExit;

	volatile @Nullable String name;

	/** Messages handled; written by the runner, read by anyone. */
	long handled;

	private final long startedMillis;

	private final boolean cpuBound;

	Process(Processes processes, @Nullable Pid parent, SpawnOptions options) {
		this.processes = processes;
		this.parent = parent;
		this.trapExit = options.trapExit();
		this.cpuBound = options.cpuBound();
		this.startedMillis = processes.clock.wallMillis();
	}

	/** The running process, or null if the current thread runs none. */
	public static @Nullable Process current() {
		return (Turn.current().task() instanceof Process process) ? process : null;
	}

	/** Its identity. */
	public final Pid pid() {
		Pid known = this.pid;
		if (known == null) {
			throw new IllegalStateException("The process has no pid yet");
		}
		return known;
	}

	/** The processes of its node. */
	public final Processes processes() {
		return this.processes;
	}

	/** The process that spawned it, if a process did. */
	public final Optional<Pid> parent() {
		return Optional.ofNullable(this.parent);
	}

	// ---- messages ----

	/**
	 * Sends a message ({@code erlang:send/2}). Fails only for a name without node that
	 * nobody has ({@link IllegalArgumentException}); with the node it is dropped.
	 */
	public final void send(Destination to, Object message) {
		this.processes.delivery.sendKnown(to, message);
	}

	/**
	 * Sends a message unless a connection would have to be made for it
	 * ({@code erlang:send/3} with {@code noconnect}).
	 */
	public final void sendIfConnected(Destination to, Object message) {
		this.processes.delivery.sendIfConnected(to, message);
	}

	/** The next message, whatever it is; waits for it. */
	public final Object receive() {
		return receive(Object.class);
	}

	/** The oldest message of this type; others stay where they are. Waits for it. */
	public final <T> T receive(Class<T> type) {
		return receive(type, (message) -> true);
	}

	/**
	 * The oldest message of this type that matches; others stay where they are. Waits for
	 * it. A predicate that throws does not match.
	 */
	public final <T> T receive(Class<T> type, Predicate<? super T> matching) {
		T message = Receive.next(this, type, matching, Long.MAX_VALUE);
		if (message == null) {
			throw new IllegalStateException("A receive without timeout has ended without a message");
		}
		return message;
	}

	/**
	 * The oldest message of this type, or empty after this time; zero looks once at what
	 * is there. Other messages do not prolong the time.
	 */
	public final <T> Optional<T> receive(Class<T> type, Duration timeout) {
		return receive(type, (message) -> true, timeout);
	}

	/** As {@link #receive(Class, Duration)}, for a message that matches. */
	public final <T> Optional<T> receive(Class<T> type, Predicate<? super T> matching, Duration timeout) {
		return Optional.ofNullable(Receive.next(this, type, matching, this.processes.deadline(timeout)));
	}

	// ---- life ----

	/**
	 * Spawns a process that runs this code ({@code erlang:spawn/1}); its parent is this
	 * one.
	 */
	public final Pid spawn(Body body) {
		return this.processes.spawn(body, SpawnOptions.DEFAULT, this).pid();
	}

	/** Spawns a process linked with this one from its first instant. */
	public final Pid spawnLink(Body body) {
		return this.processes.spawn(body, SpawnOptions.LINK, this).pid();
	}

	/**
	 * Throws what ends this process with this reason ({@code erlang:exit/1}): it ends
	 * when nothing catches it. To itself, {@link #exit(Pid, ExitReason)} cannot be
	 * caught.
	 */
	public final ProcessExit exit(ExitReason reason) {
		checkAlive();
		throw new ProcessExit(reason);
	}

	/**
	 * Sends an exit signal ({@code erlang:exit/2}). {@link ExitReason#KILL} cannot be
	 * trapped; {@link ExitReason#NORMAL} to another process that does not trap is
	 * ignored.
	 */
	public final void exit(Pid to, ExitReason reason) {
		Turn running = Turn.current();
		running.beginSend();
		try {
			checkAlive();
			this.processes.signals.exit(pid(), to, reason);
		}
		finally {
			running.endSend();
		}
		checkAlive();
	}

	/**
	 * Whether exit signals arrive as {@link Exit} messages
	 * ({@code process_flag(trap_exit, _)}).
	 * @return what it was before
	 */
	public final boolean trapExit(boolean trap) {
		checkAlive();
		boolean before = this.trapExit;
		this.trapExit = trap;
		checkAlive();
		return before;
	}

	// ---- links and monitors ----

	/**
	 * Links this process with another ({@code erlang:link/1}): the end of one is
	 * signalled to the other. Linking twice makes one link.
	 * @throws NoProcessException if the other one is on this node, has ended, and this
	 * process does not trap exits
	 */
	public final void link(Pid other) {
		checkAlive();
		this.processes.signals.link(this, other);
	}

	/**
	 * Removes a link ({@code erlang:unlink/1}). When it returns no exit signal of that
	 * link can arrive any more; an {@link Exit} already in the mailbox stays.
	 */
	public final void unlink(Pid other) {
		checkAlive();
		this.processes.signals.unlink(this, other);
		// Its exit signal may have come first.
		checkAlive();
	}

	/**
	 * Watches a process ({@code erlang:monitor/2}): exactly one {@link Down} will come,
	 * at once if there is no such process.
	 * @param target a pid, or a name here or on another node; a name is bound to the
	 * process that has it now
	 * @return names the monitor in its {@link Down}
	 */
	public final Ref monitor(Destination target) {
		checkAlive();
		return this.processes.signals.monitor(this, target);
	}

	/**
	 * Stops watching ({@code erlang:demonitor/1}). No {@link Down} arrives after it; one
	 * that has arrived stays.
	 * @return whether there was such a monitor
	 */
	public final boolean demonitor(Ref monitor) {
		checkAlive();
		return this.processes.signals.demonitor(this, monitor);
	}

	/**
	 * Stops watching and removes a {@link Down} that has arrived
	 * ({@code demonitor(Ref, [flush])}).
	 */
	public final boolean demonitorFlush(Ref monitor) {
		boolean active = demonitor(monitor);
		if (!active) {
			Receive.next(this, Down.class, (down) -> down.monitor().equals(monitor), this.processes.clock.nanoTime());
		}
		return active;
	}

	// ---- aliases, names, timers ----

	/**
	 * An address for this process that can be switched off ({@code erlang:alias/0}).
	 */
	public final Ref alias() {
		checkAlive();
		Ref alias = this.processes.newRef();
		this.processes.aliases.open(alias, this);
		return alias;
	}

	/**
	 * Switches an alias off: what is sent to it from now on is dropped.
	 * @return whether it was an active alias of this process
	 */
	public final boolean unalias(Ref alias) {
		checkAlive();
		return this.processes.aliases.close(alias, this);
	}

	/**
	 * Registers this process under a name.
	 * @throws IllegalArgumentException if the name is taken or the process has one
	 */
	public final void register(String newName) {
		checkAlive();
		this.processes.register(newName, pid());
	}

	/**
	 * Sends a message later ({@code erlang:send_after/3}). A name is resolved when the
	 * time has come; if the destination is a pid that ends before, the timer is
	 * cancelled.
	 * @return names the timer
	 */
	public final Ref sendAfter(Duration delay, Destination to, Object message) {
		checkAlive();
		return this.processes.sendAfter(delay, to, message);
	}

	/**
	 * Cancels a timer ({@code erlang:cancel_timer/1}); any process may.
	 * @return the milliseconds that were left, or empty if it has fired
	 */
	public final OptionalLong cancelTimer(Ref timer) {
		checkAlive();
		return this.processes.cancelTimer(timer);
	}

	/**
	 * Runs work that only computes on the pool for such work, and waits for it; other
	 * processes go on meanwhile (Erlang's dirty CPU schedulers).
	 */
	public final <T> T compute(Callable<T> work) throws Exception {
		checkAlive();
		try {
			return this.processes.scheduler.compute(work);
		}
		finally {
			checkAlive();
		}
	}

	// ---- for the runtime ----

	/** Unwinds the process if it has been told to end. */
	public final void checkAlive() {
		ExitReason reason = this.exitReason;
		if (reason != null) {
			throw new ProcessExit(reason);
		}
	}

	/** Notes an answer the process owes. */
	public final void owes(Obligation obligation) {
		Relations related = relations();
		synchronized (related) {
			if (owns(related) && !related.ended()) {
				related.addObligation(obligation);
				return;
			}
		}
		obligation.abandoned(endReason());
	}

	/** Why it ends, or {@link ExitReason#NOPROC} while it lives. */
	final ExitReason endReason() {
		ExitReason reason = this.exitReason;
		return (reason != null) ? reason : ExitReason.NOPROC;
	}

	/** Sets the exit reason unless there is one: the first fatal signal decides. */
	final boolean doom(ExitReason reason) {
		return EXIT_REASON.compareAndSet(this, null, reason);
	}

	final @Nullable ExitReason exitReason() {
		return this.exitReason;
	}

	/** The relations, made now if there are none. */
	final Relations relations() {
		Relations known = this.relations;
		if (known != null) {
			return known;
		}
		Relations fresh = new Relations();
		Relations witness = (Relations) RELATIONS.compareAndExchange(this, null, fresh);
		return (witness != null) ? witness : fresh;
	}

	/** The relations, or null if there are none. */
	final @Nullable Relations relationsIfAny() {
		return this.relations;
	}

	/**
	 * Takes the relations out, for good. Whoever gets them ends the process.
	 * @return null if somebody else has
	 */
	final @Nullable Relations takeRelations() {
		while (true) {
			Relations known = this.relations;
			if (known == Relations.ENDED) {
				return null;
			}
			Relations taken = (known != null) ? known : new Relations();
			// Under its lock, so that nobody adds to what has been taken.
			synchronized (taken) {
				if (RELATIONS.compareAndSet(this, known, Relations.ENDED)) {
					return taken;
				}
			}
		}
	}

	/** Whether these relations are still this process's; ask under their lock. */
	final boolean owns(Relations related) {
		return this.relations == related;
	}

	final void enter(@Nullable Turn running) {
		TURN.setRelease(this, running);
	}

	/** Leaves the thread while the process is not idle. */
	final synchronized void leave() {
		TURN.setRelease(this, (Turn) null);
	}

	/**
	 * Comes back to its thread after another process ran there. Told to end meanwhile, it
	 * gets now the interrupt it could not get then.
	 */
	final synchronized void resume(Turn running) {
		TURN.setRelease(this, running);
		if (this.exitReason != null) {
			running.thread().interrupt();
		}
	}

	/** Whether its thread was interrupted because it has been told to end. */
	final synchronized boolean interrupted() {
		return this.interrupted;
	}

	/**
	 * Makes the code of a process that has been told to end unwind. Under the lock, so
	 * that the thread cannot have gone on to another process.
	 */
	final synchronized void interrupt() {
		Turn running = (Turn) TURN.getAcquire(this);
		if (running == null) {
			return;
		}
		Parker waiting = this.blockedOn;
		if (waiting != null) {
			waiting.unpark();
		}
		else if (running != Turn.current()) {
			this.interrupted = true;
			running.thread().interrupt();
		}
	}

	final @Nullable Turn turn() {
		return (Turn) TURN.getAcquire(this);
	}

	final void blockedOn(@Nullable Parker parker) {
		this.blockedOn = parker;
	}

	final boolean blocked() {
		return this.blockedOn != null;
	}

	final long startedMillis() {
		return this.startedMillis;
	}

	@Override
	protected final boolean cpuBound() {
		return this.cpuBound;
	}

	/** Tells the code behind the process that it has ended. */
	abstract void ended(ExitReason reason);

	abstract String kind();

	abstract Class<?> type();

	@Override
	public String toString() {
		Pid known = this.pid;
		String id = (known != null) ? known.toLocalString() : "<new>";
		return (this.name != null) ? this.name + id : id;
	}

}
