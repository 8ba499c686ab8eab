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

	/** Somebody who is ready. */
	private sealed interface Ready {

		/** Whose. */
		SimulatedNode node();

		/** Who it is, for the policy. */
		int subject();

	}

	/** A task that has to begin. */
	private record Fresh(SimulatedNode node, Task task, int subject) implements Ready {
	}

	/** A strand that can go on. */
	private record Waiting(SimulatedNode node, Worker worker, int subject) implements Ready {
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

	void add(SimulatedNode node, Task task) {
		this.ready.add(new Fresh(node, task, subject(node, task)));
	}

	void add(SimulatedNode node, Worker worker) {
		this.ready.add(new Waiting(node, worker, subject(node, worker.task())));
	}

	private static int subject(SimulatedNode node, @Nullable Task task) {
		int first = node.number() * 1_000_003;
		return (task instanceof Process process) ? first + process.pid().id() : first;
	}

	void removeAll(SimulatedNode node) {
		this.ready.removeIf((each) -> each.node() == node);
	}

	/** Whether no task and no strand is ready. */
	boolean isEmpty() {
		return this.ready.isEmpty();
	}

	int count(SimulatedNode node) {
		return (int) this.ready.stream().filter((each) -> each.node() == node).count();
	}

	/**
	 * When the first of the nodes that stand still, and have something to do, goes on.
	 */
	long nextTime() {
		long next = Long.MAX_VALUE;
		for (Ready each : this.ready) {
			next = Math.min(next, each.node().pausedUntil());
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
			if (!each.node().isPaused()) {
				this.subjects[count] = each.subject();
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
		return switch (this.ready.remove(place)) {
			case Waiting one -> new Chosen(one.node, one.worker, one.worker.strand()::resume);
			case Fresh one -> {
				Worker worker = free.get();
				yield new Chosen(one.node, worker, () -> worker.run(one.node, one.task));
			}
		};
	}

}
