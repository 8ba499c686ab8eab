package io.actor.test.simulation;

import java.util.concurrent.Callable;

import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.Parker;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.SchedulerSnapshot;
import io.actor.scheduler.Task;
import io.actor.scheduler.Turn;

/** A node's scheduler: what becomes runnable is left to the world's loop. */
final class SimulatedScheduler implements ActorScheduler {

	private final SimulatedNode node;

	private final SchedulerListener listener;

	SimulatedScheduler(SimulatedNode node, SchedulerListener listener) {
		this.node = node;
		this.listener = listener;
	}

	@Override
	public void submit(Task task, Turn turn) {
		this.node.ready(task);
	}

	@Override
	public void resubmit(Task task, Turn turn) {
		this.node.ready(task);
	}

	@Override
	public Parker parker() {
		return this.node.parker();
	}

	/** Computes where it stands: there are no other threads to let go on. */
	@Override
	public <T> T compute(Callable<T> work) throws Exception {
		return work.call();
	}

	SchedulerListener listener() {
		return this.listener;
	}

	@Override
	public SchedulerSnapshot snapshot() {
		return new SchedulerSnapshot(1, 0, 0, 1, this.node.readyCount(), 0);
	}

	/** What is queued is still run, as in production. */
	@Override
	public void close() {
	}

}
