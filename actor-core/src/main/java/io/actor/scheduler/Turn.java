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

	/** Sends and calls a task may make before it lets others run. */
	static final int REDUCTIONS = 4000;

	final @Nullable Worker worker;

	private final Thread thread;

	/** Opaque: the watchdog reads it. */
	private @Nullable Task task;

	private int depth;

	private int reductions = REDUCTIONS;

	/**
	 * Set around a hand-over of a message by a task that may be declared dead meanwhile;
	 * read by the thread that declares it dead.
	 */
	private boolean sending;

	Turn(@Nullable Worker worker) {
		this.worker = worker;
		this.thread = (worker != null) ? worker.thread : Thread.currentThread();
	}

	/** The thread whose turn this is. */
	public Thread thread() {
		return this.thread;
	}

	/** The turn of the current thread. */
	public static Turn current() {
		return CURRENT.get();
	}

	void bind() {
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

	void runTask(Task next) {
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
			this.reductions = REDUCTIONS;
			if (this.worker != null) {
				this.worker.yieldTurn();
			}
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
