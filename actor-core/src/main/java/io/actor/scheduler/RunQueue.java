package io.actor.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * A run queue: the right to run tasks on one core. Held by one worker at a time, which
 * alone pushes; everybody may take. A task just woken by the running one goes to a
 * one-place LIFO slot, because its mail is still in the cache; the one that lay there
 * goes to the ring.
 */
final class RunQueue {

	private static final int CAPACITY = 256;

	private static final int MASK = CAPACITY - 1;

	/** Tasks taken from the LIFO slot in a row before the ring gets its turn. */
	private static final int LIFO_RUNS = 64;

	private static final VarHandle HEAD;

	private static final VarHandle TAIL;

	private static final VarHandle LIFO;

	private static final VarHandle TICKS;

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Task[].class);

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			HEAD = lookup.findVarHandle(RunQueue.class, "head", long.class);
			TAIL = lookup.findVarHandle(RunQueue.class, "tail", long.class);
			TICKS = lookup.findVarHandle(RunQueue.class, "ticks", int.class);
			LIFO = lookup.findVarHandle(RunQueue.class, "lifo", Task.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Bit in the idle mask, or -1 for an extra queue. */
	final int index;

	private final @Nullable Task[] ring = new @Nullable Task[CAPACITY];

	/** Taken up to here; CAS by anyone. */
	private volatile long head;

	/** Pushed up to here; written by the holder. */
	private volatile long tail;

	private volatile @Nullable Task lifo;

	private int lifoRuns;

	/** Tasks chosen; used by the holder only. */
	private int choices;

	/** The worker that holds this queue; read by wakers and the watchdog. */
	volatile @Nullable Worker owner;

	/** A worker without a queue, ready to take this one; used by the holder only. */
	@Nullable Worker spare;

	/** Tasks begun; how the watchdog sees progress. Written by the holder, opaque. */
	private int ticks;

	/** The {@link #ticks} value at which the watchdog saw no progress, or -1. */
	volatile int stuckAt = -1;

	/** What the watchdog last saw here; used by the watchdog only. */
	final Watchdog.Watch watch = new Watchdog.Watch();

	/** An extra queue that is no longer needed. */
	volatile boolean retire;

	RunQueue(int index) {
		this.index = index;
	}

	int ticks() {
		return (int) TICKS.getOpaque(this);
	}

	/** Counts a task begun, holder only. */
	void tick() {
		TICKS.setOpaque(this, this.ticks + 1);
	}

	boolean extra() {
		return this.index < 0;
	}

	/** Puts a task woken by the running one first; gives back the one it displaces. */
	@Nullable Task exchangeLifo(Task task) {
		return (Task) LIFO.getAndSet(this, task);
	}

	/** Adds a task at the end, holder only. False if the ring is full. */
	boolean push(Task task) {
		long end = (long) TAIL.get(this);
		if (end - this.head >= CAPACITY) {
			return false;
		}
		SLOT.setOpaque(this.ring, (int) end & MASK, task);
		TAIL.setRelease(this, end + 1);
		return true;
	}

	/**
	 * Counts a choice of the next task; true each 64th time, when the global queue comes
	 * first. Holder only. Hand-overs count too: processes that only wait for each other
	 * pass the queue on for ever and would shut out whatever waits in the global queue.
	 */
	boolean globalFirst() {
		return (++this.choices & 63) == 0;
	}

	/** Next task for the holder: LIFO slot, then ring. */
	@Nullable Task take() {
		if (this.lifo != null && this.lifoRuns < LIFO_RUNS) {
			Task task = (Task) LIFO.getAndSet(this, (Task) null);
			if (task != null) {
				this.lifoRuns++;
				return task;
			}
		}
		this.lifoRuns = 0;
		Task task = poll();
		return (task != null || this.lifo == null) ? task : (Task) LIFO.getAndSet(this, (Task) null);
	}

	private @Nullable Task poll() {
		while (true) {
			long first = this.head;
			if (first >= this.tail) {
				return null;
			}
			Task task = (Task) SLOT.getOpaque(this.ring, (int) first & MASK);
			// The slot can only have been overwritten if the head has moved on, and then
			// this CAS fails.
			if (HEAD.compareAndSet(this, first, first + 1)) {
				return task;
			}
		}
	}

	/** Takes half of the ring, at most; gives one task back and keeps the others. */
	@Nullable Task stealFrom(RunQueue victim) {
		while (true) {
			long first = victim.head;
			long count = (victim.tail - first + 1) / 2;
			if (count <= 0) {
				return victim.stealLifo();
			}
			long end = (long) TAIL.get(this);
			count = Math.min(count, CAPACITY / 2);
			if (end - this.head + count > CAPACITY) {
				return victim.poll();
			}
			Task task = (Task) SLOT.getOpaque(victim.ring, (int) first & MASK);
			for (int i = 1; i < count; i++) {
				SLOT.setOpaque(this.ring, (int) (end + i - 1) & MASK,
						SLOT.getOpaque(victim.ring, (int) (first + i) & MASK));
			}
			if (HEAD.compareAndSet(victim, first, first + count)) {
				TAIL.setRelease(this, end + count - 1);
				return task;
			}
		}
	}

	/**
	 * The LIFO slot of a queue whose task does not end. Taking it eagerly would split
	 * pairs of processes that talk to each other over two cores.
	 */
	private @Nullable Task stealLifo() {
		return (this.lifo != null && this.stuckAt == ticks()) ? (Task) LIFO.getAndSet(this, (Task) null) : null;
	}

	boolean hasWork() {
		return this.head < this.tail || (this.lifo != null && this.stuckAt == ticks());
	}

	/** Whether anything waits in the ring. */
	boolean hasRing() {
		return this.head < this.tail;
	}

	/** Whether anything waits here, also what only the holder would take. */
	boolean hasAny() {
		return this.head < this.tail || this.lifo != null;
	}

}
