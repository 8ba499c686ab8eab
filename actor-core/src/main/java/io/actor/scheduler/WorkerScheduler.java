package io.actor.scheduler;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The M:N scheduler: one {@link RunQueue} a core, each held by a {@link Worker}, a global
 * queue for tasks made runnable from outside, and stealing between queues.
 *
 * <p>
 * Search order of a worker: every 64th time the global queue first, then LIFO slot, own
 * ring, global queue, the other queues. A worker that finds nothing sets its idle bit,
 * leaves the count of searchers, looks once more, and only then parks. A waker acts only
 * if there is an idle queue and nobody searches; a searcher that found something and was
 * the last one wakes the next if more waits. So either the waker sees the idle bit or the
 * worker sees the task: no wake-up is lost.
 */
@ProductionSeam
final class WorkerScheduler implements ActorScheduler {

	final ActorClock clock;

	final ActorTimers timers;

	final SchedulerListener listener;

	private final RunQueue[] queues;

	private final CopyOnWriteArrayList<RunQueue> extras = new CopyOnWriteArrayList<>();

	private final ConcurrentLinkedQueue<Task> global = new ConcurrentLinkedQueue<>();

	/** Of threads that bring work from outside. */
	private final CopyOnWriteArrayList<Errand> errands = new CopyOnWriteArrayList<>();

	private final AtomicLong idle = new AtomicLong();

	private final AtomicInteger searchers = new AtomicInteger();

	private final AtomicInteger workers = new AtomicInteger();

	private final AtomicLong workerNumbers = new AtomicLong();

	private final ThreadPoolExecutor cpuPool;

	private final Watchdog watchdog;

	private volatile boolean closing;

	WorkerScheduler(SchedulerOptions options, SchedulerListener listener, ActorClock clock, ActorTimers timers) {
		this.clock = clock;
		this.timers = timers;
		this.listener = listener;
		this.queues = new RunQueue[options.queues()];
		for (int i = 0; i < this.queues.length; i++) {
			this.queues[i] = new RunQueue(i);
		}
		AtomicLong cpuNumbers = new AtomicLong();
		this.cpuPool = new ThreadPoolExecutor(options.cpuThreads(), options.cpuThreads(), 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(),
				(work) -> Thread.ofPlatform()
					.name("actor-cpu-" + cpuNumbers.getAndIncrement())
					.daemon()
					.unstarted(work));
		this.cpuPool.allowCoreThreadTimeOut(true);
		// Only after close(): whoever waits for the work must not wait for ever.
		this.cpuPool.setRejectedExecutionHandler((work, pool) -> {
			if (work instanceof Future<?> awaited) {
				awaited.cancel(false);
			}
		});
		this.watchdog = new Watchdog(this, options);
		for (RunQueue queue : this.queues) {
			Worker.give(queue, newWorker(), null);
		}
		this.watchdog.start();
	}

	@Override
	public void submit(Task task, Turn turn) {
		if (task.cpuBound()) {
			this.cpuPool.execute(() -> runOnCpuPool(task));
			return;
		}
		Worker worker = turn.worker;
		RunQueue queue = (worker != null && worker.scheduler == this) ? worker.queue : null;
		if (queue == null) {
			Errand errand = turn.errand;
			if (errand == null || !errand.isOf(this) || !errand.keep(task)) {
				enqueueGlobal(task);
			}
			return;
		}
		// To go on with a thread that waits costs a switch of threads: behind the others
		// more mail for it may come first. With nothing else to do it goes on at once.
		if (task instanceof Worker && queue.hasRing()) {
			resubmit(task, turn);
			return;
		}
		Task displaced = queue.exchangeLifo(task);
		if (displaced != null) {
			if (queue.push(displaced)) {
				VarHandle.fullFence();
			}
			else {
				this.global.add(displaced);
			}
			wakeIdle();
		}
	}

	@Override
	public void resubmit(Task task, Turn turn) {
		Worker worker = turn.worker;
		RunQueue queue = (worker != null && worker.scheduler == this) ? worker.queue : null;
		if (task.cpuBound()) {
			this.cpuPool.execute(() -> runOnCpuPool(task));
		}
		else if (queue != null && queue.push(task)) {
			VarHandle.fullFence();
			wakeIdle();
		}
		else {
			enqueueGlobal(task);
		}
	}

	void enqueueGlobal(Task task) {
		this.global.add(task);
		if (this.closing) {
			// The queues that found nothing have gone already.
			addExtra();
		}
		wakeIdle();
	}

	private void runOnCpuPool(Task task) {
		Turn turn = Turn.current();
		try {
			turn.runTask(task);
		}
		catch (Throwable ex) {
			this.listener.escaped(task, ex);
		}
		Thread.interrupted();
	}

	/** Wakes one idle worker unless somebody is searching already. */
	void wakeIdle() {
		if (this.idle.get() == 0 || this.searchers.get() != 0 || !this.searchers.compareAndSet(0, 1)) {
			return;
		}
		while (true) {
			long mask = this.idle.get();
			if (mask == 0) {
				this.searchers.decrementAndGet();
				// Race: while we counted as a searcher a queue may have become idle and a
				// task been queued whose waker relied on us.
				if (this.idle.get() == 0 || !workWaits() || !this.searchers.compareAndSet(0, 1)) {
					return;
				}
				continue;
			}
			long bit = Long.lowestOneBit(mask);
			if (this.idle.compareAndSet(mask, mask & ~bit)) {
				Worker owner = this.queues[Long.numberOfTrailingZeros(bit)].owner;
				if (owner == null) {
					throw new IllegalStateException("An idle run queue has no worker");
				}
				owner.woken = true;
				LockSupport.unpark(owner.thread);
				return;
			}
		}
	}

	/**
	 * The next task for a worker that holds a queue. May park; the caller reads its queue
	 * again. Null when the worker has lost its queue and shall end or wait.
	 */
	@Nullable Task next(Worker worker) {
		while (true) {
			RunQueue queue = worker.heldQueue();
			if (queue.retire && queue.extra()) {
				retire(worker, queue);
				return null;
			}
			Task task = queue.globalFirst() ? this.global.poll() : null;
			if (task == null) {
				task = queue.take();
			}
			if (task == null) {
				task = this.global.poll();
			}
			if (task == null) {
				if (!worker.searching) {
					worker.searching = true;
					this.searchers.incrementAndGet();
				}
				task = steal(queue);
			}
			if (task != null) {
				if (worker.searching) {
					worker.searching = false;
					// Whoever queued a task meanwhile relied on us.
					if (this.searchers.decrementAndGet() == 0 && workWaits()) {
						wakeIdle();
					}
				}
				return task;
			}
			if (queue.extra()) {
				retire(worker, queue);
				return null;
			}
			if (this.closing) {
				leave(worker, queue);
				return null;
			}
			idle(worker, queue);
		}
	}

	private @Nullable Task steal(RunQueue thief) {
		for (int i = 1; i < this.queues.length + 1; i++) {
			RunQueue victim = this.queues[(Math.max(thief.index, 0) + i) % this.queues.length];
			Task task = (victim != thief) ? thief.stealFrom(victim) : null;
			if (task != null) {
				return task;
			}
		}
		for (RunQueue victim : this.extras) {
			Task task = (victim != thief) ? thief.stealFrom(victim) : null;
			if (task != null) {
				return task;
			}
		}
		return null;
	}

	private void idle(Worker worker, RunQueue queue) {
		long bit = 1L << queue.index;
		this.idle.getAndUpdate((mask) -> mask | bit);
		worker.searching = false;
		this.searchers.decrementAndGet();
		// Race: a task was queued after our search and its waker saw no idle bit. We look
		// again after setting it.
		if ((workWaits() || this.closing) && (this.idle.getAndUpdate((mask) -> mask & ~bit) & bit) != 0) {
			worker.searching = true;
			this.searchers.incrementAndGet();
			return;
		}
		while (!worker.woken) {
			LockSupport.park(worker);
			Thread.interrupted();
		}
		worker.woken = false;
		// The waker has counted us among the searchers already.
		worker.searching = true;
	}

	/** Whether a searching worker would find a task. */
	boolean workWaits() {
		if (!this.global.isEmpty()) {
			return true;
		}
		for (RunQueue queue : this.queues) {
			if (queue.hasWork()) {
				return true;
			}
		}
		for (RunQueue queue : this.extras) {
			if (queue.hasWork()) {
				return true;
			}
		}
		return false;
	}

	/** Whether a task that used up its reductions may simply go on. */
	boolean nothingWaits(RunQueue held) {
		return !held.hasAny() && this.global.isEmpty();
	}

	/** Takes an extra queue out of service; its worker ends. */
	private void retire(Worker worker, RunQueue queue) {
		this.extras.remove(queue);
		for (Task task = queue.take(); task != null; task = queue.take()) {
			this.global.add(task);
		}
		leave(worker, queue);
		// Race: tasks queued while this worker counted as searching woke nobody.
		if (workWaits()) {
			wakeIdle();
		}
	}

	private void leave(Worker worker, RunQueue queue) {
		Worker spare = queue.spare;
		queue.spare = null;
		queue.owner = null;
		worker.dismissed = true;
		worker.queue = null;
		if (worker.searching) {
			worker.searching = false;
			this.searchers.decrementAndGet();
		}
		if (spare != null) {
			spare.dismissed = true;
			LockSupport.unpark(spare.thread);
		}
	}

	/** Gives away the queue of a worker that is about to wait. */
	void handOver(RunQueue queue) {
		Task task = queue.globalFirst() ? this.global.poll() : null;
		if (task == null) {
			task = queue.take();
		}
		if (task == null) {
			task = this.global.poll();
		}
		if (task instanceof Worker waiting) {
			Worker.give(queue, waiting, null);
			return;
		}
		Worker spare = queue.spare;
		queue.spare = null;
		Worker.give(queue, (spare != null) ? spare : newWorker(), task);
	}

	private Worker newWorker() {
		this.workers.incrementAndGet();
		return new Worker(this, this.workerNumbers.getAndIncrement());
	}

	void workerEnded() {
		this.workers.decrementAndGet();
	}

	/** Adds a run queue with a worker that steals; it retires when it finds nothing. */
	void addExtra() {
		RunQueue extra = new RunQueue(-1);
		this.extras.add(extra);
		Worker.give(extra, newWorker(), null);
	}

	Iterable<Errand> errands() {
		return this.errands;
	}

	RunQueue[] queues() {
		return this.queues;
	}

	Iterable<RunQueue> extras() {
		return this.extras;
	}

	boolean isIdle(RunQueue queue) {
		return !queue.extra() && (this.idle.get() & (1L << queue.index)) != 0;
	}

	/** Workers counted as searching; 0 whenever all queues are idle. */
	int searching() {
		return this.searchers.get();
	}

	boolean anyIdle() {
		return this.idle.get() != 0;
	}

	@Override
	public Parker parker() {
		Turn turn = Turn.current();
		Worker worker = turn.worker;
		return (worker != null && worker.scheduler == this) ? worker : new ThreadParker(this.clock, turn.errand);
	}

	@Override
	public void beginErrand(Runnable beforeWaiting) {
		Turn turn = Turn.current();
		Errand errand = turn.errand;
		if (errand == null || !errand.isOf(this)) {
			errand = new Errand(this, turn);
			turn.errand = errand;
			this.errands.add(errand);
		}
		errand.begin(beforeWaiting);
	}

	@Override
	public @Nullable Runnable endErrand() {
		Errand errand = Turn.current().errand;
		return (errand != null) ? errand.end() : null;
	}

	@Override
	public <T> T compute(Callable<T> work) throws Exception {
		Parker parker = parker();
		FutureTask<T> result = new FutureTask<>(work) {
			@Override
			protected void done() {
				parker.unpark();
			}
		};
		this.cpuPool.execute(result);
		while (!result.isDone()) {
			parker.park();
			if (Thread.currentThread().isInterrupted()) {
				result.cancel(true);
			}
		}
		try {
			return result.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	@Override
	public SchedulerSnapshot snapshot() {
		return new SchedulerSnapshot(this.queues.length, this.extras.size(), Long.bitCount(this.idle.get()),
				this.workers.get(), this.global.size(), this.watchdog.longSchedules());
	}

	@Override
	public void close() {
		this.closing = true;
		this.watchdog.close();
		this.cpuPool.shutdown();
		for (RunQueue queue : this.queues) {
			long bit = 1L << queue.index;
			Worker owner = queue.owner;
			if ((this.idle.getAndUpdate((mask) -> mask & ~bit) & bit) != 0 && owner != null) {
				this.searchers.incrementAndGet();
				owner.woken = true;
				LockSupport.unpark(owner.thread);
			}
		}
	}

}
