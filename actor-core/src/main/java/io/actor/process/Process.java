package io.actor.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
public abstract class Process extends Life {

	Process(Processes processes, @Nullable Pid parent, SpawnOptions options) {
		super(processes, parent, options);
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

	/**
	 * Sends a message unless the process would be suspended, because too much waits for
	 * that node already ({@code erlang:send/3} with {@code nosuspend}). A message to a
	 * process of this node is always sent.
	 * @return false if it would have been; then nothing was sent
	 */
	public final boolean sendNoSuspend(Destination to, Object message) {
		return this.processes.delivery.sendNoSuspend(to, message);
	}

	/**
	 * Sends a message that is taken before ordinary ones, if the alias has
	 * {@link AliasOption#PRIORITY}, and an ordinary one if not ({@code erlang:send/3}
	 * with {@code priority}, OTP 28). To an alias of another node it is an ordinary one.
	 */
	public final void sendPriority(Ref alias, Object message) {
		this.processes.sendPriority(alias, message);
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

	/** Spawns a process with options ({@code erlang:spawn_opt/2}). */
	public final Pid spawn(Body body, SpawnOptions options) {
		return this.processes.spawn(body, options, this).pid();
	}

	/**
	 * Spawns a process that is monitored from its first instant
	 * ({@code erlang:spawn_monitor/1}): exactly one {@link Down} will come, with its own
	 * reason.
	 */
	public final Spawned spawnMonitor(Body body) {
		return spawnMonitor(body, SpawnOptions.DEFAULT, MonitorOptions.DEFAULT);
	}

	/**
	 * The same with options ({@code erlang:spawn_opt/2} with {@code monitor}), among them
	 * a link.
	 */
	public final Spawned spawnMonitor(Body body, SpawnOptions options, MonitorOptions monitor) {
		return this.processes.spawning.spawnMonitor(body, options, monitor, this);
	}

	/**
	 * Asks for a process and does not wait for it ({@code erlang:spawn_request/2}): a
	 * {@link SpawnReply} will come, before anything the process itself causes. A limit of
	 * the node, too, is told by the reply.
	 * @return names the request
	 */
	public final Ref spawnRequest(Body body, SpawnOptions options) {
		checkAlive();
		return this.processes.spawning.request(body, options, null, this);
	}

	/** The same with a monitor, whose reference is that of the request. */
	public final Ref spawnRequest(Body body, SpawnOptions options, MonitorOptions monitor) {
		checkAlive();
		return this.processes.spawning.request(body, options, monitor, this);
	}

	/**
	 * Takes back a spawn request ({@code erlang:spawn_request_abandon/1}): then there is
	 * no process and no reply.
	 * @return false if the reply has been sent, or it is no request of this process
	 */
	public final boolean abandonSpawn(Ref request) {
		checkAlive();
		return this.processes.spawning.abandon(this, request);
	}

	/**
	 * Discards the stack and waits for a message, then runs this code instead
	 * ({@code erlang:hibernate/3}). If there is mail it goes on at once. Meanwhile the
	 * process holds no thread and no stack, and what only its stack has referred to can
	 * be collected. {@code catch} and {@code finally} around the call see an
	 * {@link Error} pass; nothing they do brings the stack back.
	 * @return never; to be thrown, so that the compiler knows
	 * @throws IllegalStateException if this is a server, which never has a stack between
	 * messages
	 */
	public final Error hibernate(Body continuation) {
		checkAlive();
		continueWith(continuation);
		throw new Hibernation();
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

	/**
	 * Whether others are kept from looking at its messages, values and stack
	 * ({@code process_flag(sensitive, _)}).
	 * @return what it was before
	 */
	public final boolean sensitive(boolean hidden) {
		checkAlive();
		return set((settings) -> {
			boolean before = settings.sensitive;
			settings.sensitive = hidden;
			return before;
		});
	}

	/**
	 * The limit of its own for its mailbox, or empty for none; see {@link MailboxLimit}.
	 * @return what it was before
	 */
	public final Optional<MailboxLimit> mailboxLimit(Optional<MailboxLimit> limit) {
		checkAlive();
		return Optional.ofNullable(limit(limit.orElse(null)));
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
	 * The same, and the {@link Exit} comes before ordinary messages ({@code link/2} with
	 * {@code priority}, OTP 28).
	 */
	public final void linkWithPriority(Pid other) {
		checkAlive();
		Signals.urgent(this, other);
		link(other);
	}

	/**
	 * Removes a link ({@code erlang:unlink/1}). When it returns no exit signal of that
	 * link can arrive any more; an {@link Exit} already in the mailbox stays.
	 */
	public final void unlink(Pid other) {
		checkAlive();
		Signals.ordinary(this, other);
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
		return monitor(target, MonitorOptions.DEFAULT);
	}

	/**
	 * The same with options ({@code erlang:monitor/3}): another message, an alias under
	 * the same reference.
	 */
	public final Ref monitor(Destination target, MonitorOptions options) {
		checkAlive();
		return this.processes.signals.monitor(this, target, options);
	}

	/**
	 * Stops watching ({@code demonitor(Ref, [info])}). No {@link Down} arrives after it;
	 * one that has arrived stays.
	 * @return whether there was such a monitor, which had not fired
	 * @throws IllegalArgumentException if the reference was made by another node
	 */
	public final boolean demonitor(Ref monitor) {
		checkAlive();
		if (!this.processes.isLocal(monitor)) {
			throw new IllegalArgumentException("Cannot demonitor " + monitor + ": made by another node");
		}
		return this.processes.signals.demonitor(this, monitor);
	}

	/**
	 * Stops watching and removes a {@link Down} or {@link TaggedDown} that has arrived
	 * ({@code demonitor(Ref, [flush, info])}).
	 * @return whether there was such a monitor, which had not fired
	 */
	public final boolean demonitorFlush(Ref monitor) {
		boolean active = demonitor(monitor);
		if (!active) {
			Receive.next(this, Object.class, (message) -> switch (message) {
				case Down down -> down.monitor().equals(monitor);
				case TaggedDown down -> down.monitor().equals(monitor);
				default -> false;
			}, this.processes.clock.nanoTime());
		}
		return active;
	}

	// ---- aliases, names, timers ----

	/**
	 * An address for this process that can be switched off ({@code erlang:alias/0}).
	 */
	public final Ref alias() {
		return alias(Set.of());
	}

	/** The same with options ({@code erlang:alias/1}). */
	public final Ref alias(Set<AliasOption> options) {
		checkAlive();
		boolean priority = options.contains(AliasOption.PRIORITY);
		if (priority) {
			mark(LANE);
		}
		Ref alias = this.processes.newRef();
		this.processes.aliases.open(alias, this,
				new Aliases.Kind(options.contains(AliasOption.REPLY), false, priority));
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
	 * The same, and what is sent is a {@link TimerFired} with the timer's reference
	 * ({@code erlang:start_timer/3}): for when a stale timeout has to be told from the
	 * current one.
	 */
	public final Ref startTimer(Duration delay, Destination to, Object message) {
		checkAlive();
		return this.processes.startTimer(delay, to, message);
	}

	/**
	 * What is left of a timer ({@code erlang:read_timer/1}); any process may ask.
	 * @return milliseconds, or empty if it has fired or was cancelled
	 */
	public final OptionalLong readTimer(Ref timer) {
		checkAlive();
		return this.processes.readTimer(timer);
	}

	/**
	 * Cancels a timer ({@code erlang:cancel_timer/1}); any process may. When there is
	 * nothing left, the message may be in the mailbox.
	 * @return the milliseconds that were left, or empty if it has fired
	 */
	public final OptionalLong cancelTimer(Ref timer) {
		checkAlive();
		return this.processes.cancelTimer(timer);
	}

	/**
	 * Cancels a timer, and the answer comes as a {@link TimerCancelled}
	 * ({@code cancel_timer/2} with {@code async}). For {@code async} without {@code info}
	 * ignore what {@link #cancelTimer} returns: it never waits.
	 */
	public final void cancelTimerLater(Ref timer) {
		checkAlive();
		this.processes.deliverAlways(this, new Message(new TimerCancelled(timer, this.processes.cancelTimer(timer))));
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

	/** What runs when a process that hibernates gets a message. */
	abstract void continueWith(Body continuation);

	/** Unwinds the process if it has been told to end. */
	public final void checkAlive() {
		ExitReason reason = exitReason();
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

	@Override
	public String toString() {
		Pid known = this.pid;
		String id = (known != null) ? known.toLocalString() : "<new>";
		return (this.name != null) ? this.name + id : id;
	}

}
