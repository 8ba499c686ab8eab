package io.actor.scheduler;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that runs tasks while it holds a run queue. When a task waits in one
 * of our operations, its worker gives the queue to another worker first and comes back
 * through the queue like any task when the wait is over; so the number of running workers
 * stays exact.
 *
 * <p>
 * Rule for everybody: {@link #queue} is read again after each call that may wait. In such
 * a call the worker may lose its queue and get another one.
 */
@ProductionSeam
final class Worker extends Task implements Parker, Runnable {

	private static final int EMPTY = 0;

	private static final int PERMIT = 1;

	private static final int PARKED = 2;

	final WorkerScheduler scheduler;

	final Turn turn;

	final Thread thread;

	/** The queue held, or null; handing over means setting this field. */
	volatile @Nullable RunQueue queue;

	/** The task that came with the queue; set before {@link #queue}. */
	@Nullable Task first;

	/** Counted among the searching workers. Own thread only, or its waker. */
	boolean searching;

	/** Set by the waker of an idle worker. */
	volatile boolean woken;

	/** Set when a spare is no longer needed. */
	volatile boolean dismissed;

	private final AtomicInteger permit = new AtomicInteger(EMPTY);

	private boolean started;

	Worker(WorkerScheduler scheduler, long number) {
		this.scheduler = scheduler;
		this.thread = Thread.ofVirtual().name("actor-worker-" + number).unstarted(this);
		this.turn = new Turn(this);
	}

	@Override
	public void run() {
		this.turn.bind();
		try {
			while (awaitQueue()) {
				Task task = this.first;
				this.first = null;
				if (task == null) {
					task = this.scheduler.next(this);
				}
				if (task == null) {
					continue;
				}
				if (task instanceof Worker waiting) {
					becomeSpare(waiting);
				}
				else {
					runTask(task);
				}
			}
		}
		finally {
			this.scheduler.workerEnded();
		}
	}

	private void runTask(Task task) {
		RunQueue held = this.queue;
		if (held != null) {
			held.tick();
		}
		try {
			this.turn.runTask(task);
		}
		catch (Throwable ex) {
			this.scheduler.listener.escaped(task, ex);
		}
		// An interrupt meant for the task must not reach the next one.
		Thread.interrupted();
	}

	/** Gives the own queue to a worker whose wait is over, and waits for the next one. */
	private void becomeSpare(Worker waiting) {
		RunQueue held = heldQueue();
		boolean keep = held.spare == null;
		if (keep) {
			held.spare = this;
		}
		else {
			this.dismissed = true;
		}
		// Detached before the other one can run: it may hand the queue back at once.
		this.queue = null;
		give(held, waiting, null);
	}

	/** Waits until a queue is handed over. False when there will be none. */
	private boolean awaitQueue() {
		while (this.queue == null) {
			if (this.dismissed) {
				return false;
			}
			LockSupport.park(this);
			Thread.interrupted();
		}
		return true;
	}

	@Override
	public void park() {
		if (this.permit.compareAndSet(PERMIT, EMPTY)) {
			return;
		}
		RunQueue held = heldQueue();
		// Detach the queue before anyone can see that we wait: a waker may hand us a
		// queue at once, and it must not be this one.
		this.queue = null;
		if (!this.permit.compareAndSet(EMPTY, PARKED)) {
			this.queue = held;
			this.permit.set(EMPTY);
			return;
		}
		this.scheduler.handOver(held);
		boolean interrupted = false;
		while (this.queue == null) {
			LockSupport.park(this);
			if (Thread.interrupted()) {
				interrupted = true;
				// An interrupt ends the wait, but the way back is through the queue.
				unpark();
			}
		}
		this.permit.set(EMPTY);
		if (interrupted) {
			this.thread.interrupt();
		}
	}

	@Override
	public void parkUntil(long deadlineNanos) {
		if (this.permit.get() != PERMIT && deadlineNanos - this.scheduler.clock.nanoTime() <= 0) {
			return;
		}
		Wake wake = new Wake(this, deadlineNanos);
		this.scheduler.timers.schedule(wake);
		park();
		wake.cancel();
	}

	@Override
	public void unpark() {
		if (this.permit.getAndSet(PERMIT) == PARKED) {
			this.scheduler.submit(this, Turn.current());
		}
	}

	/** Goes to the end of the global queue and gives the run queue away meanwhile. */
	void yieldTurn() {
		RunQueue held = this.queue;
		if (held == null || this.scheduler.nothingWaits(held)) {
			return;
		}
		this.queue = null;
		this.scheduler.enqueueGlobal(this);
		this.scheduler.handOver(held);
		boolean interrupted = false;
		while (this.queue == null) {
			LockSupport.park(this);
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			this.thread.interrupt();
		}
	}

	/** What it runs now, for the watchdog. */
	@Nullable Task running() {
		return this.turn.running();
	}

	RunQueue heldQueue() {
		RunQueue held = this.queue;
		if (held == null) {
			throw new IllegalStateException("A worker without a run queue is running");
		}
		return held;
	}

	/** Hands a queue, and with it the first task, to a worker that has none. */
	static void give(RunQueue queue, Worker to, @Nullable Task first) {
		to.first = first;
		queue.owner = to;
		queue.tick();
		boolean fresh = !to.started;
		to.started = true;
		to.queue = queue;
		if (fresh) {
			to.thread.start();
		}
		else {
			LockSupport.unpark(to.thread);
		}
	}

	@Override
	protected void run(Turn current) {
		throw new IllegalStateException("A waiting worker is resumed, not run");
	}

	/** The end of a timed wait. */
	private static final class Wake extends Timer {

		private final Worker worker;

		Wake(Worker worker, long deadlineNanos) {
			super(deadlineNanos);
			this.worker = worker;
		}

		@Override
		protected void expire() {
			this.worker.unpark();
		}

	}

}
