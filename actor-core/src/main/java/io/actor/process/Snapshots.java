package io.actor.process;

import java.time.Instant;
import java.util.List;

import io.actor.term.Destination;
import io.actor.term.Pid;

/** Reads what a process publishes of itself, without asking it. */
final class Snapshots {

	private Snapshots() {
	}

	static ProcessInfo of(Process process) {
		List<Pid> links = List.of();
		List<Destination> monitors = List.of();
		List<Pid> watchers = List.of();
		Relations related = process.relationsIfAny();
		if (related != null) {
			synchronized (related) {
				links = related.links();
				monitors = related.monitors().values().stream().map(Relations.Monitored::target).toList();
				watchers = related.watchers().values().stream().map(Relations.Watcher::pid).toList();
			}
		}
		return new ProcessInfo(process.pid(), process.name, process.kind(), process.type().getName(), status(process),
				process.length(), process.handled, links, monitors, watchers, process.trapExit, process.parent,
				Instant.ofEpochMilli(process.startedMillis()));
	}

	private static ProcessInfo.Status status(Process process) {
		if (process.exitReason() != null) {
			return ProcessInfo.Status.EXITING;
		}
		if (process.blocked() || !process.busy()) {
			return (!process.busy() && process instanceof ServerProcess server && server.behaviour().hibernates())
					? ProcessInfo.Status.HIBERNATING : ProcessInfo.Status.WAITING;
		}
		return (process.turn() != null) ? ProcessInfo.Status.RUNNING : ProcessInfo.Status.RUNNABLE;
	}

}
