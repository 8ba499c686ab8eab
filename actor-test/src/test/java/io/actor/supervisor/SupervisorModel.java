package io.actor.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.process.ExitReason;

/**
 * A supervisor as the documentation of OTP's {@code supervisor} describes it, without
 * processes: children are entries of a list, and everything happens at once.
 */
final class SupervisorModel {

	final List<String> log = new ArrayList<>();

	/** How many of the next starts of a child fail. */
	final Map<String, Integer> failures = new HashMap<>();

	long now;

	boolean dead;

	private final Strategy strategy;

	private final int intensity;

	private final long period;

	private final AutoShutdown autoShutdown;

	private final List<Entry> children = new ArrayList<>();

	private final List<Long> restarts = new ArrayList<>();

	private static final class Entry {

		private final String id;

		private final Restart restart;

		private final boolean significant;

		private boolean runs;

		Entry(String id, Restart restart, boolean significant) {
			this.id = id;
			this.restart = restart;
			this.significant = significant;
		}

	}

	SupervisorModel(Strategy strategy, int intensity, long period, AutoShutdown autoShutdown) {
		this.strategy = strategy;
		this.intensity = intensity;
		this.period = period;
		this.autoShutdown = autoShutdown;
	}

	List<String> children() {
		return this.dead ? List.of("dead")
				: this.children.stream().map((child) -> child.id + (child.runs ? "+" : "-")).toList();
	}

	/** Refuses a significant child where none may be. */
	boolean startChild(String id, Restart restart, boolean significant) {
		if (significant && (restart == Restart.PERMANENT || this.autoShutdown == AutoShutdown.NEVER)) {
			return false;
		}
		Entry child = new Entry(id, restart, significant);
		if (find(id) < 0 && start(child)) {
			this.children.add(child);
		}
		return true;
	}

	void terminateChild(String id) {
		int index = find(id);
		if (index >= 0) {
			stop(this.children.get(index));
			if (this.children.get(index).restart == Restart.TEMPORARY) {
				this.children.remove(index);
			}
		}
	}

	void restartChild(String id) {
		int index = find(id);
		if (index >= 0 && !this.children.get(index).runs) {
			start(this.children.get(index));
		}
	}

	void deleteChild(String id) {
		int index = find(id);
		if (index >= 0 && !this.children.get(index).runs) {
			this.children.remove(index);
		}
	}

	/** A child ends; if it is not killed, it notes its end itself. */
	void end(String id, ExitReason reason, boolean notes) {
		int index = find(id);
		if (index < 0 || !this.children.get(index).runs) {
			return;
		}
		Entry child = this.children.get(index);
		child.runs = false;
		if (notes) {
			this.log.add("-" + id);
		}
		boolean clean = reason.equals(ExitReason.NORMAL) || reason.equals(ExitReason.SHUTDOWN)
				|| reason instanceof ExitReason.Shutdown;
		if (child.restart == Restart.PERMANENT || (child.restart == Restart.TRANSIENT && !clean)) {
			restart(child);
			return;
		}
		if (child.restart == Restart.TEMPORARY) {
			this.children.remove(index);
		}
		boolean others = this.children.stream().anyMatch((other) -> other.significant && other.runs);
		if (child.significant && (this.autoShutdown == AutoShutdown.ANY_SIGNIFICANT || !others)) {
			stopAll(this.children);
			this.dead = true;
		}
	}

	/**
	 * Tries until all run, or it was too often; each attempt counts, however many run.
	 */
	private void restart(Entry ended) {
		Entry again = ended;
		while (again != null) {
			this.restarts.add(this.now);
			if (this.restarts.stream().filter((time) -> this.now - time <= this.period).count() > this.intensity) {
				stopAll(this.children);
				this.dead = true;
				return;
			}
			again = attempt(again);
		}
	}

	/** One restart of all that are concerned. Gives the one whose start failed. */
	private Entry attempt(Entry ended) {
		int index = this.children.indexOf(ended);
		List<Entry> concerned = new ArrayList<>(switch (this.strategy) {
			case ONE_FOR_ONE -> List.of(ended);
			case ONE_FOR_ALL -> this.children;
			case REST_FOR_ONE -> this.children.subList(index, this.children.size());
		});
		stopAll(concerned);
		// Temporary children are never started again.
		this.children.removeIf((child) -> child.restart == Restart.TEMPORARY && concerned.contains(child));
		for (Entry child : concerned) {
			if (child.restart != Restart.TEMPORARY && !start(child)) {
				return child;
			}
		}
		return null;
	}

	private boolean start(Entry child) {
		int fails = this.failures.getOrDefault(child.id, 0);
		this.failures.put(child.id, Math.max(0, fails - 1));
		this.log.add(((fails > 0) ? "!" : "+") + child.id);
		child.runs = fails == 0;
		return child.runs;
	}

	private void stopAll(List<Entry> entries) {
		List.copyOf(entries).reversed().forEach(this::stop);
	}

	private void stop(Entry child) {
		if (child.runs) {
			child.runs = false;
			this.log.add("-" + child.id);
		}
	}

	private int find(String id) {
		for (int i = 0; i < this.children.size(); i++) {
			if (this.children.get(i).id.equals(id)) {
				return i;
			}
		}
		return -1;
	}

}
