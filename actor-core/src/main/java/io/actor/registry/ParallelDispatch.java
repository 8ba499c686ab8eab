package io.actor.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

/** Runs the parts of a dispatch at the same time, each in a process of its own. */
final class ParallelDispatch {

	private ParallelDispatch() {
	}

	/**
	 * Waits for all parts.
	 * @throws IllegalStateException if one has failed and the process still lives, for it
	 * traps exits
	 */
	static void run(Process self, List<Runnable> parts) {
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		Map<Ref, Pid> running = new LinkedHashMap<>();
		for (Runnable part : parts) {
			Pid pid = self.spawnLink((process) -> {
				try {
					part.run();
				}
				catch (Throwable ex) {
					failures.add(ex);
					throw ex;
				}
			});
			running.put(self.monitor(pid), pid);
		}
		running.forEach((monitor, pid) -> {
			self.receive(Down.class, (down) -> down.monitor().equals(monitor));
			self.receive(Exit.class, (exit) -> exit.from().equals(pid), Duration.ZERO);
		});
		if (!failures.isEmpty()) {
			throw new IllegalStateException("A part of a dispatch failed", failures.peek());
		}
	}

}
