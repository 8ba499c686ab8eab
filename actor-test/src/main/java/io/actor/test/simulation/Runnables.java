package io.actor.test.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.actor.process.Process;
import io.actor.scheduler.Task;

import org.jspecify.annotations.Nullable;

/**
 * Who can run: tasks and strands that are ready, and of each node its timers and its
 * network if something is due. Listed anew for each step, in an order that depends on
 * nothing but the steps before.
 */
final class Runnables {

	private final List<SimulatedNode> nodes;

	private final List<Ready> ready = new ArrayList<>();

	private int[] subjects = new int[64];

	/** Where to find a subject: below 0 a node's timers or network, else who is ready. */
	private int[] places = new int[64];

	/**
	 * A task or a strand that is ready.
	 *
	 * @param node whose
	 * @param task a task to begin, or null
	 * @param worker a strand that can go on, or null
	 * @param subject who it is, for the policy
	 */
	private record Ready(SimulatedNode node, @Nullable Task task, @Nullable Worker worker, int subject) {
	}

	/**
	 * Who runs next.
	 *
	 * @param node whose
	 * @param worker on which strand
	 * @param resume lets it run
	 */
	record Chosen(SimulatedNode node, Worker worker, Runnable resume) {
	}

	/** Who can run of these nodes. */
	Runnables(List<SimulatedNode> nodes) {
		this.nodes = nodes;
	}

	void add(SimulatedNode node, @Nullable Task task, @Nullable Worker worker) {
		Task whose = (worker != null) ? worker.task() : task;
		int subject = node.number() * 1_000_003;
		if (whose instanceof Process process) {
			subject += process.pid().id();
		}
		this.ready.add(new Ready(node, task, worker, subject));
	}

	void removeAll(SimulatedNode node) {
		this.ready.removeIf((each) -> each.node == node);
	}

	/** Whether no task and no strand is ready. */
	boolean isEmpty() {
		return this.ready.isEmpty();
	}

	int count(SimulatedNode node) {
		return (int) this.ready.stream().filter((each) -> each.node == node).count();
	}

	/**
	 * When the first of the nodes that stand still, and have something to do, goes on.
	 */
	long nextTime() {
		long next = Long.MAX_VALUE;
		for (Ready each : this.ready) {
			next = Math.min(next, each.node.pausedUntil());
		}
		return next;
	}

	/** Lists who can run now, and says how many they are. */
	int list() {
		int most = this.ready.size() + 2 * this.nodes.size();
		if (this.subjects.length < most) {
			this.subjects = new int[2 * most];
			this.places = new int[2 * most];
		}
		int count = 0;
		for (int i = 0; i < this.nodes.size(); i++) {
			SimulatedNode node = this.nodes.get(i);
			if (node.isPaused()) {
				continue;
			}
			if (node.timerDue()) {
				this.subjects[count] = -2 * node.number();
				this.places[count++] = -2 * i - 1;
			}
			if (node.networkDue()) {
				this.subjects[count] = -2 * node.number() - 1;
				this.places[count++] = -2 * i - 2;
			}
		}
		for (int i = 0; i < this.ready.size(); i++) {
			Ready each = this.ready.get(i);
			if (!each.node.isPaused()) {
				this.subjects[count] = each.subject;
				this.places[count++] = i;
			}
		}
		return count;
	}

	/** Who they are, as listed. */
	int[] subjects() {
		return this.subjects;
	}

	/**
	 * Takes one out.
	 * @param index of the list
	 * @param free gives a strand for a task
	 */
	Chosen take(int index, Supplier<Worker> free) {
		int place = this.places[index];
		if (place < 0) {
			SimulatedNode node = this.nodes.get((-place - 1) / 2);
			return (place % 2 == 0) ? new Chosen(node, node.networkWorker(), node::doNetwork)
					: new Chosen(node, node.timerWorker(), node::fireTimer);
		}
		Ready one = this.ready.remove(place);
		Worker waiting = one.worker;
		Task task = one.task;
		if (waiting != null || task == null) {
			Worker worker = (waiting != null) ? waiting : free.get();
			return new Chosen(one.node, worker, worker.strand()::resume);
		}
		Worker worker = free.get();
		return new Chosen(one.node, worker, () -> worker.run(one.node, task));
	}

}
