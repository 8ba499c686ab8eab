package io.actor.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Function;

import io.actor.scheduler.Parker;
import io.actor.scheduler.Turn;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * How a process lives and ends, as the runtime sees it: why it ends, what it has to do
 * with others, and on which thread it is. What it can do itself is in {@link Process}.
 */
abstract class Life extends Mailbox {

	private static final VarHandle EXIT_REASON;

	private static final VarHandle RELATIONS;

	private static final VarHandle TURN;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			EXIT_REASON = lookup.findVarHandle(Life.class, "exitReason", ExitReason.class);
			RELATIONS = lookup.findVarHandle(Life.class, "relations", Relations.class);
			TURN = lookup.findVarHandle(Life.class, "turn", Turn.class);
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

	Life(Processes processes, @Nullable Pid parent, SpawnOptions options) {
		this.processes = processes;
		this.parent = parent;
		this.trapExit = options.trapExit();
		this.cpuBound = options.cpuBound();
		this.startedMillis = processes.clock.wallMillis();
		options.mailbox().ifPresent(this::limit);
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

	/** What few processes have, or null if this one has nothing of it. */
	final @Nullable Settings settingsIfAny() {
		Relations known = this.relations;
		return (known != null) ? known.settingsIfAny() : null;
	}

	/** The limit of its own for its mailbox, or null. */
	final @Nullable MailboxLimit limit() {
		Settings settings = settingsIfAny();
		return (settings != null) ? settings.limit : null;
	}

	/** Sets the limit, null for none, and gives back the one there was. */
	final @Nullable MailboxLimit limit(@Nullable MailboxLimit limit) {
		if (limit != null) {
			mark(LIMITED);
		}
		else {
			unmark(LIMITED);
		}
		MailboxLimit before = limit();
		set((settings) -> {
			settings.limit = limit;
			return true;
		});
		return before;
	}

	/**
	 * Changes the settings unless the process has ended by force, and unwinds it then.
	 */
	final <T> T set(Function<Settings, T> change) {
		Relations related = relations();
		synchronized (related) {
			if (owns(related) && !related.ended()) {
				return change.apply(related.settings());
			}
		}
		throw new ProcessExit(endReason());
	}

	@Override
	final void taken() {
		this.processes.delivery.taken((Process) this);
	}

	@Override
	final void lookAtLength(boolean runner) {
		this.processes.listener.look((Process) this, runner);
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

}
