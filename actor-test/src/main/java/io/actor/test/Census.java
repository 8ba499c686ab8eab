package io.actor.test;

import java.util.List;

import io.actor.node.Node;
import io.actor.process.Processes;
import io.actor.term.Pid;

/**
 * What a node holds at one instant. Two of them, before and after, show what was left
 * behind.
 *
 * @param processes living processes
 * @param names registered names, sorted
 * @param aliases active aliases, those of waiting callers among them
 * @param timers armed timers of {@code sendAfter}
 */
public record Census(List<Pid> processes, List<String> names, int aliases, int timers) {

	/** Counts a node. */
	public static Census of(Node node) {
		Processes all = node.processes();
		return new Census(all.pids(), all.registeredNames().stream().sorted().toList(), all.aliasCount(),
				all.timerCount());
	}

}
