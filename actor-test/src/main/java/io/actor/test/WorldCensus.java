package io.actor.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.actor.term.Pid;

/**
 * What the nodes of a world hold, beside what they held when they had started.
 *
 * @param nodes the running nodes by the first part of their names
 */
public record WorldCensus(Map<String, Change> nodes) {

	/**
	 * One node.
	 *
	 * @param before when it had started
	 * @param now at the time of the census
	 */
	public record Change(Census before, Census now) {
	}

	/**
	 * Fails if a node holds more than when it had started: processes, names, aliases or
	 * timers somebody has forgotten.
	 */
	public void assertNoLeaks() {
		List<String> leaks = new ArrayList<>();
		this.nodes.forEach((name, change) -> {
			List<Pid> processes = new ArrayList<>(change.now().processes());
			processes.removeAll(change.before().processes());
			List<String> names = new ArrayList<>(change.now().names());
			names.removeAll(change.before().names());
			int aliases = change.now().aliases() - change.before().aliases();
			int timers = change.now().timers() - change.before().timers();
			if (!processes.isEmpty() || !names.isEmpty() || aliases > 0 || timers > 0) {
				leaks.add("node " + name + " still has processes " + processes + ", names " + names + ", " + aliases
						+ " aliases and " + timers + " timers more than when it started");
			}
		});
		if (!leaks.isEmpty()) {
			throw new AssertionError(String.join("; ", leaks));
		}
	}

}
