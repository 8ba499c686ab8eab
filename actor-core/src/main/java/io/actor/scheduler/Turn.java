package io.actor.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * What the current thread is doing for the runtime: which task it runs and, on a
 * scheduler's own threads, on which worker. One object a thread, used by that thread
 * only.
 */
public final class Turn {

	private static final ThreadLocal<Turn> CURRENT = ThreadLocal.withInitial(() -> new Turn(null));

	private static final VarHandle SENDING;

	private static final VarHandle TASK;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			SENDING = lookup.findVarHandle(Turn.class, "sending", boolean.class);
			TASK = lookup.findVarHandle(Turn.class, "task", Task.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private static final int REDUCTIONS = 4000;

	final @Nullable Worker worker;

	/** Of a thread that brings work from outside. */
	@Nullable Errand errand;

	private final @Nullable TurnHooks hooks;

	private final Thread thread;

	/** Sends and calls the task may make before it lets others run. */
	private final int quantum;

	/** Opaque: the watchdog reads it. */
	private @Nullable Task task;

	private int depth;

	private int reductions;

	/**
	 * Set around a hand-over of a message by a task that may be declared dead meanwhile;
	 * read by the thread that declares it dead.
	 */
	private boolean sending;

	Turn(@Nullable Worker worker) {
		this(worker, null, (worker != null) ? worker.thread : Thread.currentThread(), REDUCTIONS);
	}

	/**
	 * A turn of a scheduler that is not the production one.
	 * @param thread whose turn it is; that thread has to {@link #bind} it
	 * @param hooks hears of what the thread does
	 * @param quantum sends and calls a task may make before it lets others run
	 */
	public Turn(Thread thread, TurnHooks hooks, int quantum) {
		this(null, hooks, thread, quantum);
	}

	private Turn(@Nullable Worker worker, @Nullable TurnHooks hooks, Thread thread, int quantum) {
		this.worker = worker;
		this.hooks = hooks;
		this.thread = thread;
		this.quantum = quantum;
		this.reductions = quantum;
	}

	/** The thread whose turn this is. */
	public Thread thread() {
		return this.thread;
	}

	/** The turn of the current thread. */
	public static Turn current() {
		return CURRENT.get();
	}

	/** Makes this the current thread's turn. */
	public void bind() {
		CURRENT.set(this);
	}

	/** The task this thread is running, or null outside the runtime. */
	public @Nullable Task task() {
		return this.task;
	}

	/** The same, for another thread to look at. */
	@Nullable Task running() {
		return (Task) TASK.getOpaque(this);
	}

	/**
	 * Runs a task on the caller's own stack, as if a worker had taken it: the caller
	 * would only have waited for it. Nested at most {@code maxDepth} deep.
	 * @return false if the stack is already that deep; the task has then not run
	 */
	public boolean runNested(Task nested, int maxDepth) {
		if (this.depth >= maxDepth) {
			return false;
		}
		Task outer = this.task;
		this.depth++;
		try {
			TASK.setOpaque(this, nested);
			nested.run(this);
		}
		finally {
			TASK.setOpaque(this, outer);
			this.depth--;
		}
		return true;
	}

	/** Runs a task on the current thread; for schedulers. */
	public void runTask(Task next) {
		TASK.setOpaque(this, next);
		try {
			next.run(this);
		}
		finally {
			TASK.setOpaque(this, (Task) null);
		}
	}

	/**
	 * Counts a send or call of the running task. After {@value #REDUCTIONS} of them the
	 * worker goes to the end of the queue, so that a handler that sends in a loop shuts
	 * nobody out.
	 */
	public void reduce() {
		if (--this.reductions <= 0) {
			this.reductions = this.quantum;
			if (this.worker != null) {
				this.worker.yieldTurn();
			}
			else if (this.hooks != null) {
				this.hooks.yieldTurn();
			}
		}
	}

	void point() {
		if (this.hooks != null && this.task != null) {
			this.hooks.point();
		}
	}

	/** Tells that a message has reached a mailbox. */
	public void sent(Task to, Object message) {
		if (this.hooks != null) {
			this.hooks.sent(to, message);
		}
	}

	/** Tells that the task takes a message out of its mailbox. */
	public void taken(Task by, Object message) {
		if (this.hooks != null) {
			this.hooks.taken(by, message);
		}
	}

	/** Tells that a task has come to its end. */
	public void ended(Task who, Object reason) {
		if (this.hooks != null) {
			this.hooks.ended(who, reason);
		}
	}

	/** Begins a hand-over; see {@link #sending()}. */
	public void beginSend() {
		SENDING.setOpaque(this, true);
	}

	/** Ends a hand-over; see {@link #sending()}. */
	public void endSend() {
		SENDING.setRelease(this, false);
	}

	/** Whether this thread is between its check for being alive and the end of a send. */
	public boolean sending() {
		return (boolean) SENDING.getVolatile(this);
	}

}
