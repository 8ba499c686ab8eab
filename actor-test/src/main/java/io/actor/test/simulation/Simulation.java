package io.actor.test.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.actor.scheduler.Task;
import io.actor.scheduler.Turn;
import io.actor.scheduler.TurnHooks;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Tape;

import org.jspecify.annotations.Nullable;

/**
 * A world in one thread: its time, what can run in it, and the loop that picks one thing
 * after another. Whoever calls {@link #run}, or waits in a call to a process of this
 * world, drives it; all others run only when they are picked.
 */
public final class Simulation implements TurnHooks, AutoCloseable {

	/**
	 * Steps without any passing of time after which a world is taken to run in circles.
	 */
	private static final int MAX_STEPS_AT_ONCE = 5_000_000;

	/** Real time to wait for code that waits outside the simulation, for a known time. */
	private static final int TIMED_PATIENCE_MILLIS = 2_000;

	/** The same, if it waits for something that may never come. */
	private static final int PATIENCE_MILLIS = 20;

	/** The same, if it would keep other locks for ever. */
	private static final int LOCK_PATIENCE_MILLIS = 2_000;

	private final Tape tape;

	private final SimulationOptions options;

	private final Strands strands;

	private final Policy.Picker picker;

	private final Choices interleaving;

	private final SimulatedNetwork network;

	private final Story story;

	private final List<SimulatedNode> nodes = new ArrayList<>();

	private final Runnables runnables = new Runnables(this.nodes);

	private final Deque<Worker> idle = new ArrayDeque<>();

	private final List<Worker> workers = new ArrayList<>();

	private final EventQueue plans = new EventQueue();

	private final LinkedBlockingQueue<Worker> woken = new LinkedBlockingQueue<>();

	private @Nullable Worker running;

	private @Nullable Thread driver;

	private @Nullable Throwable failure;

	private long now;

	private long lastTick;

	private long steps;

	private long stepsAtOnce;

	private long hash;

	private int incarnations;

	private boolean driving;

	/** A world whose choices come from this tape. */
	public Simulation(Tape tape, SimulationOptions options) {
		this.tape = tape;
		this.options = options;
		this.strands = options.jdkFlags() ? Strands.best() : new BatonStrands();
		this.picker = options.policy().picker(tape.choices("schedule"));
		this.interleaving = tape.choices("interleave");
		this.story = new Story(this::now);
		this.network = new SimulatedNetwork(this);
	}

	// ---- what there is ----

	/**
	 * What a new incarnation of a node runs on.
	 * @param name full name of the node
	 */
	public SimulatedNode node(String name) {
		return node(name, 1000);
	}

	/**
	 * The same with a clock of its own speed.
	 * @param clockRate in thousandths of virtual time
	 */
	public SimulatedNode node(String name, int clockRate) {
		SimulatedNode node = new SimulatedNode(this, this.strands, name, ++this.incarnations, clockRate);
		this.nodes.add(node);
		return node;
	}

	/** The network between the nodes. */
	public SimulatedNetwork network() {
		return this.network;
	}

	/** What has happened, for people. */
	public Story story() {
		return this.story;
	}

	/** The choices. */
	public Tape tape() {
		return this.tape;
	}

	/** How it is run. */
	public SimulationOptions options() {
		return this.options;
	}

	/** Virtual time since the beginning, in nanoseconds. */
	public long now() {
		return this.now;
	}

	/** Steps taken. */
	public long steps() {
		return this.steps;
	}

	/** Differs, all but certainly, for two runs that differ in any step. */
	public long hash() {
		return this.hash;
	}

	/** The way its threads are run: A, or B without the JVM flag. */
	public String mode() {
		return this.strands.mode();
	}

	// ---- time ----

	/** Does something when this time has passed; it must not wait. */
	public void after(Duration delay, Runnable plan) {
		this.plans.add(this.now + delay.toNanos(), plan);
	}

	/** Lets this much virtual time pass, and happen what happens in it. */
	public void run(Duration time) {
		runUntil(() -> false, this.now + time.toNanos());
	}

	/**
	 * Runs until nothing can run at this instant and nothing is on its way in the
	 * network. Timers of the future do not count.
	 */
	public void settle() {
		runUntil(() -> false, () -> this.network.nextArrival());
	}

	/**
	 * Runs until something is so.
	 * @return whether it is; false if the time has passed, or nothing can happen any more
	 */
	public boolean runUntil(BooleanSupplier done, Duration atMost) {
		return runUntil(done, this.now + atMost.toNanos());
	}

	boolean runUntil(BooleanSupplier done, long until) {
		boolean reached = runUntil(done, () -> until);
		if (!reached && until != Long.MAX_VALUE && this.now < until) {
			passTo(until);
		}
		return reached;
	}

	private boolean runUntil(BooleanSupplier done, LongSupplier until) {
		if (this.driving || this.running != null) {
			throw new IllegalStateException(
					"The world is being run already, by " + this.driver + ". Only the test's own thread may run it");
		}
		Turn before = Turn.current();
		this.driving = true;
		this.driver = Thread.currentThread();
		try {
			while (!done.getAsBoolean()) {
				if (!step() && !pass(until.getAsLong())) {
					return done.getAsBoolean();
				}
				checkFailure();
			}
			return true;
		}
		finally {
			this.driving = false;
			before.bind();
		}
	}

	private void checkFailure() {
		Throwable known = this.failure;
		if (known != null) {
			this.failure = null;
			throw new AssertionError("Code of the simulated world failed outside any process: " + known, known);
		}
	}

	/** Lets time pass up to the next event, if that is not after the limit. */
	private boolean pass(long limit) {
		long next = this.plans.nextTime();
		for (SimulatedNode node : this.nodes) {
			next = Math.min(next, node.nextTime());
		}
		next = Math.min(next, this.runnables.nextTime());
		if (next == Long.MAX_VALUE || next > limit) {
			return awaitForeign();
		}
		passTo(Math.max(next, this.now));
		return true;
	}

	private void passTo(long time) {
		this.now = time;
		this.stepsAtOnce = 0;
		tick();
	}

	private void tick() {
		if (this.now - this.lastTick >= 1_000_000) {
			this.lastTick = this.now;
			for (int i = 0; i < this.nodes.size(); i++) {
				this.nodes.get(i).tick();
			}
		}
	}

	/** Waits a little, in real time, for code that waits for something real. */
	private boolean awaitForeign() {
		int patience = this.workers.stream().mapToInt(Simulation::patience).max().orElse(0);
		if (this.woken.isEmpty() && patience == 0) {
			return false;
		}
		try {
			Worker back = this.woken.poll(patience, TimeUnit.MILLISECONDS);
			if (back == null) {
				return false;
			}
			this.woken.add(back);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static int patience(Worker worker) {
		if (!worker.waitsOutside()) {
			return 0;
		}
		return (worker.strand().thread().getState() == Thread.State.TIMED_WAITING) ? TIMED_PATIENCE_MILLIS
				: PATIENCE_MILLIS;
	}

	/**
	 * Waits, in real time, for a worker that waits for a lock of a thread outside of the
	 * world.
	 * @return whether it can go on
	 */
	boolean awaitLock(Worker worker) {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOCK_PATIENCE_MILLIS);
		List<Worker> others = new ArrayList<>();
		try {
			while (worker.waitsForLock()) {
				Worker back = this.woken.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (back == null || back == worker) {
					return back != null;
				}
				others.add(back);
			}
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.woken.addAll(others);
		}
	}

	// ---- steps ----

	/** Takes one step; false if nothing can run now. */
	private boolean step() {
		Runnable plan = this.plans.take(this.now);
		if (plan != null) {
			plan.run();
			return true;
		}
		Worker back = this.woken.poll();
		if (back != null) {
			if (back.isIdle()) {
				// A late interrupt: it waits on, and lies with the idle ones already.
				back.strand().resumeForeign();
			}
			else {
				proceed(back.node(), back, back.strand()::resumeForeign);
			}
			return true;
		}
		int count = this.runnables.list();
		if (count == 0) {
			return false;
		}
		int picked = this.picker.pick(this.runnables.subjects(), count);
		this.hash = SeededRandomness.mix(this.hash ^ this.runnables.subjects()[picked]) + this.now;
		Runnables.Chosen chosen = this.runnables.take(picked, this::freeWorker);
		proceed(chosen.node(), chosen.worker(), chosen.resume());
		this.steps++;
		this.now += this.options.stepNanos();
		if (++this.stepsAtOnce > MAX_STEPS_AT_ONCE) {
			throw new IllegalStateException(
					"The world does not come to rest: " + MAX_STEPS_AT_ONCE + " steps at one instant");
		}
		if (this.options.stepNanos() > 0) {
			tick();
		}
		return true;
	}

	private void proceed(SimulatedNode node, Worker worker, Runnable resume) {
		this.running = worker;
		try {
			resume.run();
		}
		finally {
			this.running = null;
		}
		if (worker.isPooled() && worker.isIdle()) {
			this.idle.push(worker);
		}
		node.stepped();
	}

	private Worker freeWorker() {
		Worker free = this.idle.poll();
		if (free == null) {
			free = new Worker(this, this.strands, "actor-worker-" + this.workers.size(), true);
			this.workers.add(free);
		}
		return free;
	}

	// ---- what becomes runnable ----

	void ready(SimulatedNode node, Task task) {
		checkThread();
		this.runnables.add(node, task);
	}

	void ready(SimulatedNode node, Worker worker) {
		checkThread();
		this.runnables.add(node, worker);
	}

	/** A strand that waited for something of the JDK's can go on; any thread. */
	void wokenOutside(Worker worker) {
		this.woken.add(worker);
	}

	int readyCount(SimulatedNode node) {
		return this.runnables.count(node);
	}

	/** The strand that runs, or null if the test's own thread does. */
	@Nullable Worker running() {
		checkThread();
		return this.running;
	}

	/**
	 * One thread at a time: a second one would make a race of its own in a world that
	 * shall have only those of the code it runs.
	 */
	private void checkThread() {
		Worker current = this.running;
		Thread allowed = (current != null) ? current.strand().thread() : this.driver;
		Thread caller = Thread.currentThread();
		if (caller != allowed && (current != null || this.driving)) {
			throw new IllegalStateException("This world is simulated on one thread, now " + allowed + "; " + caller
					+ " may not touch it meanwhile");
		}
	}

	void fail(Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
		}
	}

	/** Forgets a node that has crashed, and unwinds what still waits on it. */
	void abandon(SimulatedNode node) {
		this.nodes.remove(node);
		this.runnables.removeAll(node);
		Worker interrupted = this.running;
		for (Worker worker : Stream.concat(this.workers.stream(), node.ownWorkers()).toList()) {
			if (worker != interrupted && !worker.isIdle() && worker.node() == node) {
				this.running = worker;
				worker.abandon();
				if (worker.isPooled() && worker.isIdle()) {
					this.idle.push(worker);
				}
			}
		}
		this.running = interrupted;
		node.ownWorkers().forEach(Worker::end);
	}

	/** Ends the world: nodes that still are there are gone, without a word. */
	@Override
	public void close() {
		for (SimulatedNode node : List.copyOf(this.nodes)) {
			node.crash(true, () -> {
			});
		}
		this.workers.forEach(Worker::end);
		this.workers.clear();
		this.idle.clear();
		this.plans.clear();
	}

	// ---- hooks of the running thread ----

	@Override
	public void yieldTurn() {
		Worker current = this.running;
		if (current != null && current.isPooled() && !this.runnables.isEmpty()) {
			current.node().ready(current);
			current.suspend();
		}
	}

	@Override
	public void point() {
		Worker current = this.running;
		if (current != null && current.isPooled() && this.options.interleave() > 0 && !this.runnables.isEmpty()
				&& this.interleaving.below(100) >= 100 - this.options.interleave()) {
			current.node().ready(current);
			current.suspend();
		}
	}

	@Override
	public void sent(Task to, Object message) {
		this.story.sent(this.running, to, message);
	}

	@Override
	public void taken(Task by, Object message) {
		this.story.taken(by, message);
	}

	@Override
	public void ended(Task who, Object reason) {
		this.story.ended(who, reason);
	}

}
