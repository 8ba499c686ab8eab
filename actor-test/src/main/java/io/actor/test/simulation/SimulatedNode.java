package io.actor.test.simulation;

import java.time.Duration;
import java.util.stream.Stream;

import io.actor.node.NodeConfig;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Parker;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.Task;
import io.actor.scheduler.Timer;
import io.actor.scheduler.Turn;

import org.jspecify.annotations.Nullable;

/**
 * What one incarnation of a node runs on: its clocks, timers, scheduler and network, all
 * of them parts of one simulation.
 */
public final class SimulatedNode {

	private final Simulation simulation;

	private final String name;

	private final int number;

	private final SimulatedClock clock;

	private final SimulatedTimers timers;

	private final SimulatedTransport transport;

	private final SeededRandomness randomness;

	/** What its network will do later; run one after another on its I/O strand. */
	private final EventQueue io = new EventQueue();

	/** What it will do if nothing happens before; the network is at rest meanwhile. */
	private final EventQueue patience = new EventQueue();

	private final Worker ioWorker;

	private final Worker timerWorker;

	private @Nullable SimulatedScheduler scheduler;

	private boolean crashed;

	private long pausedUntil;

	private int slowness;

	/**
	 * What one incarnation of a node runs on.
	 * @param number differs for each incarnation in the simulation
	 */
	SimulatedNode(Simulation simulation, Strands strands, String name, int number, int clockRate) {
		this.simulation = simulation;
		this.name = name;
		this.number = number;
		this.randomness = new SeededRandomness(
				SeededRandomness.mix(simulation.tape().seed() * 31 + name.hashCode()) + number);
		this.clock = new SimulatedClock(simulation, (this.randomness.nextLong() >>> 20), clockRate);
		this.timers = new SimulatedTimers(this.clock);
		this.transport = new SimulatedTransport(simulation.network(), this);
		this.ioWorker = new Worker(simulation, strands, name + "-io", false);
		this.timerWorker = new Worker(simulation, strands, name + "-timers", false);
	}

	/** What a node's configuration takes instead of the JVM's own. */
	public NodeConfig.Seams seams() {
		return new NodeConfig.Seams(this.clock, () -> this.timers, (options, listener, with, timer) -> {
			SimulatedScheduler created = new SimulatedScheduler(this, listener);
			this.scheduler = created;
			return created;
		}, this.randomness, () -> this.transport);
	}

	/** Its full name. */
	public String name() {
		return this.name;
	}

	/** The part of its name that says which machine it is on. */
	public String host() {
		return this.name.substring(this.name.indexOf('@') + 1);
	}

	/** Sets its wall clock forward or back; its timers do not notice. */
	public void shiftWallClock(Duration shift) {
		this.clock.shiftWall(shift.toMillis());
	}

	/**
	 * It does nothing for this time, while time goes on: a long stop for garbage, or
	 * SIGSTOP.
	 */
	public void pause(Duration time) {
		this.pausedUntil = Math.max(this.pausedUntil, this.simulation.now() + time.toNanos());
		this.simulation.story().node(this.name, "stands still for " + time.toMillis() + " ms");
	}

	/** Makes each of its steps take this many microseconds. */
	public void slow(int microsecondsPerStep) {
		this.slowness = microsecondsPerStep;
	}

	/** Whether this incarnation has crashed. */
	public boolean isCrashed() {
		return this.crashed;
	}

	/**
	 * It is gone at once, with all it had in memory.
	 * @param silently whether its connections just fall silent, as when the machine loses
	 * its power; otherwise its machine resets them, as when the program is killed
	 * @param discard ends its processes, which nobody will hear of
	 */
	public void crash(boolean silently, Runnable discard) {
		if (this.crashed) {
			return;
		}
		this.simulation.story().node(this.name, silently ? "is gone without a word" : "crashes");
		leave(silently, discard);
	}

	private void leave(boolean silently, Runnable discard) {
		this.crashed = true;
		this.simulation.network().crashed(this, silently);
		this.timers.close();
		this.io.clear();
		this.patience.clear();
		discard.run();
		this.simulation.abandon(this);
	}

	/**
	 * Runs code on a strand of this node, where it may wait; a start or a stop has to.
	 */
	public void run(Runnable code) {
		ready(new Task() {
			@Override
			protected void run(Turn turn) {
				try {
					code.run();
				}
				catch (RuntimeException ex) {
					SimulatedNode.this.simulation.fail(ex);
				}
			}
		});
	}

	/** It has been stopped and is no part of the world any more. */
	public void retire() {
		leave(false, () -> {
		});
	}

	// ---- for the parts ----

	Simulation simulation() {
		return this.simulation;
	}

	int number() {
		return this.number;
	}

	SimulatedClock clock() {
		return this.clock;
	}

	ActorTimers timers() {
		return this.timers;
	}

	void ready(Task task) {
		if (!this.crashed) {
			this.simulation.ready(this, task);
		}
	}

	void ready(Worker worker) {
		if (!this.crashed) {
			this.simulation.ready(this, worker);
		}
	}

	Parker parker() {
		Worker running = this.simulation.running();
		return (running != null) ? running.parker() : new DriverParker(this.simulation, this);
	}

	int readyCount() {
		return this.simulation.readyCount(this);
	}

	/** Does something on the I/O strand at this time. */
	void onNetwork(long time, Runnable event) {
		if (!this.crashed) {
			this.io.add(time, event);
		}
	}

	/** Does something on the I/O strand when this time has passed. */
	void onNetworkLater(Duration delay, Runnable event) {
		if (!this.crashed) {
			this.patience.add(this.simulation.now() + delay.toNanos(), event);
		}
	}

	void escaped(Task task, Throwable failure) {
		SchedulerListener listener = listener();
		if (listener != null) {
			listener.escaped(task, failure);
		}
	}

	void tick() {
		SchedulerListener listener = listener();
		if (listener != null && !this.crashed) {
			listener.tick();
		}
	}

	private @Nullable SchedulerListener listener() {
		SimulatedScheduler created = this.scheduler;
		return (created != null) ? created.listener() : null;
	}

	// ---- for the loop ----

	boolean isPaused() {
		return this.pausedUntil > this.simulation.now();
	}

	long pausedUntil() {
		return this.pausedUntil;
	}

	void stepped() {
		if (this.slowness > 0) {
			this.pausedUntil = Math.max(this.pausedUntil, this.simulation.now() + this.slowness * 1000L);
		}
	}

	/** When its timers or its network have something to do next. */
	long nextTime() {
		long next = Math.min(this.timers.nextTime(), Math.min(this.io.nextTime(), this.patience.nextTime()));
		return (next == Long.MAX_VALUE) ? next : Math.max(next, this.pausedUntil);
	}

	boolean timerDue() {
		return this.timerWorker.isIdle() && this.timers.nextTime() <= this.simulation.now();
	}

	boolean networkDue() {
		return this.ioWorker.isIdle()
				&& Math.min(this.io.nextTime(), this.patience.nextTime()) <= this.simulation.now();
	}

	/** When the next of what is on its way arrives. */
	long nextArrival() {
		return this.io.nextTime();
	}

	/** Fires the next timer; on the loop. */
	void fireTimer() {
		Timer timer = this.timers.take(this.simulation.now());
		if (timer != null) {
			this.timerWorker.run(this, timer::fire);
		}
	}

	Worker timerWorker() {
		return this.timerWorker;
	}

	/** Lets the network do the next thing; on the loop. */
	void doNetwork() {
		Runnable event = this.io.take(this.simulation.now());
		if (event == null) {
			event = this.patience.take(this.simulation.now());
		}
		if (event != null) {
			this.ioWorker.run(this, event);
		}
	}

	Worker networkWorker() {
		return this.ioWorker;
	}

	/** Those that run nothing but its network and its timers. */
	Stream<Worker> ownWorkers() {
		return Stream.of(this.ioWorker, this.timerWorker);
	}

	@Override
	public String toString() {
		return "SimulatedNode[" + this.name + "]";
	}

}
