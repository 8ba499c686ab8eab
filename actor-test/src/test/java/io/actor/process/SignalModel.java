package io.actor.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Links, monitors and exit signals as the Erlang Reference Manual has them in
 * "Processes", between processes that are numbers; everything happens at once.
 */
final class SignalModel {

	/** What each has found in its mailbox. */
	final List<List<String>> logs = new ArrayList<>();

	private final List<Entry> processes = new ArrayList<>();

	/** By the number of the monitor, who watches whom. */
	private final Map<Integer, int[]> monitors = new LinkedHashMap<>();

	private static final class Entry {

		private boolean alive = true;

		private boolean traps;

		private final TreeSet<Integer> links = new TreeSet<>();

	}

	int size() {
		return this.processes.size();
	}

	boolean alive(int process) {
		return this.processes.get(process).alive;
	}

	List<Integer> links(int process) {
		return List.copyOf(this.processes.get(process).links);
	}

	void spawn() {
		this.processes.add(new Entry());
		this.logs.add(new ArrayList<>());
	}

	void trap(int process, boolean on) {
		this.processes.get(process).traps = on;
	}

	void link(int from, int to) {
		Entry one = this.processes.get(from);
		if (from == to) {
			return;
		}
		if (alive(to)) {
			one.links.add(to);
			this.processes.get(to).links.add(from);
		}
		else {
			this.logs.get(from).add(one.traps ? "exit of " + to + ": noproc" : "error: noproc");
		}
	}

	void unlink(int from, int to) {
		this.processes.get(from).links.remove(to);
		this.processes.get(to).links.remove(from);
	}

	void monitor(int number, int watcher, int target) {
		if (watcher == target) {
			// Gives a reference and watches nothing.
			return;
		}
		if (alive(target)) {
			this.monitors.put(number, new int[] { watcher, target });
		}
		else {
			this.logs.get(watcher).add("down " + number + ": noproc");
		}
	}

	boolean demonitor(int number, int watcher) {
		int[] monitor = this.monitors.get(number);
		return monitor != null && monitor[0] == watcher && this.monitors.remove(number) != null;
	}

	/** erlang:exit/2. */
	void signal(int from, int to, ExitReason reason) {
		Entry target = this.processes.get(to);
		if (!target.alive) {
			return;
		}
		if (reason.equals(ExitReason.KILL)) {
			end(to, ExitReason.KILLED);
		}
		else if (target.traps) {
			this.logs.get(to).add("exit of " + from + ": " + reason);
		}
		else if (!reason.isNormal() || from == to) {
			end(to, reason);
		}
	}

	void end(int process, ExitReason reason) {
		Entry ended = this.processes.get(process);
		ended.alive = false;
		this.monitors.values().removeIf((monitor) -> monitor[0] == process);
		List.copyOf(this.monitors.entrySet()).forEach((monitor) -> {
			if (monitor.getValue()[1] == process) {
				this.monitors.remove(monitor.getKey());
				this.logs.get(monitor.getValue()[0]).add("down " + monitor.getKey() + ": " + reason);
			}
		});
		for (int other : List.copyOf(ended.links)) {
			unlink(process, other);
			Entry linked = this.processes.get(other);
			if (linked.traps) {
				this.logs.get(other).add("exit of " + process + ": " + reason);
			}
			else if (!reason.isNormal()) {
				end(other, reason);
			}
		}
	}

}
