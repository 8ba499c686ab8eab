package io.actor.test.simulation;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;

import io.actor.scheduler.Task;
import io.actor.scheduler.Turn;

import org.jspecify.annotations.Nullable;

/**
 * A strand with what it does now: one job after another, each of one node.
 */
final class Worker implements Runnable {

	private final Simulation simulation;

	private final Strand strand;

	private final Turn turn;

	private final StrandParker parker;

	private @Nullable SimulatedNode node;

	private @Nullable Runnable job;

	private @Nullable Task task;

	/** Whether it runs whatever comes, and not only the network or timers of a node. */
	private final boolean pooled;

	private boolean ending;

	/** Its node has crashed: whatever it waits for is over. */
	private boolean abandoned;

	Worker(Simulation simulation, Strands strands, String name, boolean pooled) {
		this.pooled = pooled;
		this.simulation = simulation;
		this.strand = strands.create(name, this, (woken) -> simulation.wokenOutside(this));
		this.parker = new StrandParker(this);
		this.turn = new Turn(this.strand.thread(), simulation, simulation.options().quantum());
	}

	/** Runs a task to its end or first wait; called by the loop. */
	void run(SimulatedNode of, Task next) {
		this.node = of;
		this.task = next;
		this.strand.resume();
	}

	/** Runs code of the node that is no task; called by the loop. */
	void run(SimulatedNode of, Runnable next) {
		this.node = of;
		this.job = next;
		this.strand.resume();
	}

	@Override
	public void run() {
		this.turn.bind();
		while (!this.ending) {
			try {
				work();
			}
			catch (WorldEnded ex) {
				// Its node is gone.
			}
			catch (Throwable ex) {
				escaped(ex);
			}
			this.task = null;
			this.job = null;
			// As in production: an interrupt meant for this job must not reach the next.
			Thread.interrupted();
			if (!this.ending) {
				this.strand.suspend();
			}
		}
	}

	private void work() {
		Task next = this.task;
		Runnable code = this.job;
		if (next != null) {
			this.turn.runTask(next);
		}
		else if (code != null) {
			code.run();
		}
	}

	private void escaped(Throwable failure) {
		SimulatedNode of = this.node;
		if (of == null || of.isCrashed()) {
			return;
		}
		if (this.task != null) {
			of.escaped(this.task, failure);
		}
		else {
			this.simulation.fail(failure);
		}
	}

	/** Whether it has nothing to do. */
	boolean isIdle() {
		return this.task == null && this.job == null;
	}

	boolean isPooled() {
		return this.pooled;
	}

	boolean ended() {
		return this.strand.ended();
	}

	Strand strand() {
		return this.strand;
	}

	@Nullable Task task() {
		return this.task;
	}

	StrandParker parker() {
		return this.parker;
	}

	SimulatedNode node() {
		SimulatedNode of = this.node;
		if (of == null) {
			throw new IllegalStateException("A worker without a node is running");
		}
		return of;
	}

	/** Waits until the loop picks it; called by its own thread. */
	void suspend() {
		this.strand.suspend();
		if (this.abandoned) {
			throw new WorldEnded();
		}
	}

	/** Whether it waits for something the simulation does not control. */
	boolean waitsOutside() {
		return !isIdle() && !this.strand.suspended() && !ended();
	}

	/** Whether that is a lock, or comes to it this moment. */
	boolean waitsForLock() {
		if (!waitsOutside()) {
			return false;
		}
		Thread.State state = this.strand.thread().getState();
		if (state == Thread.State.BLOCKED || state == Thread.State.RUNNABLE) {
			return true;
		}
		Object blocker = LockSupport.getBlocker(this.strand.thread());
		Class<?> owner = (blocker != null) ? blocker.getClass().getEnclosingClass() : null;
		return owner != null && (Lock.class.isAssignableFrom(owner) || ReadWriteLock.class.isAssignableFrom(owner));
	}

	/**
	 * Unwinds what it does, as far as that lets itself be unwound. What waits for a lock
	 * may hold others, that of the log for example, which nobody would ever get again.
	 */
	void abandon() {
		this.abandoned = true;
		for (int i = 0; i < 100 && !isIdle(); i++) {
			if (this.strand.suspended()) {
				this.strand.resume();
			}
			else if (this.simulation.awaitLock(this)) {
				this.strand.resumeForeign();
			}
			else {
				break;
			}
		}
		this.abandoned = false;
	}

	/** Ends its thread, if it does nothing. */
	void end() {
		if (isIdle() && !this.strand.ended()) {
			this.ending = true;
			this.strand.resume();
		}
	}

}
