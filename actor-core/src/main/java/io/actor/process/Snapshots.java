package io.actor.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.actor.scheduler.Turn;
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
				monitors = monitors(process);
				watchers = monitoredBy(process);
			}
		}
		return new ProcessInfo(process.pid(), process.name, process.kind(), process.type().getName(), status(process),
				process.length(), process.handled, links, monitors, watchers, process.trapExit, process.parent,
				Instant.ofEpochMilli(process.startedMillis()));
	}

	static List<InfoItem<?>> items(Process process, List<InfoKey<?>> keys) {
		List<InfoItem<?>> items = new ArrayList<>();
		keys.forEach((key) -> items.add(key.item(process)));
		return items;
	}

	static ProcessInfo.Status status(Process process) {
		if (process.exitReason() != null) {
			return ProcessInfo.Status.EXITING;
		}
		if (process.blocked() || !process.busy()) {
			return (!process.busy() && process instanceof ServerProcess server && server.behaviour().hibernates())
					? ProcessInfo.Status.HIBERNATING : ProcessInfo.Status.WAITING;
		}
		return (process.turn() != null) ? ProcessInfo.Status.RUNNING : ProcessInfo.Status.RUNNABLE;
	}

	static List<Pid> links(Process process) {
		return related(process, Relations::links, List.of());
	}

	static List<Destination> monitors(Process process) {
		return related(process,
				(related) -> related.monitors().values().stream().map(Relations.Monitored::target).toList(), List.of());
	}

	static List<Pid> monitoredBy(Process process) {
		return related(process, (related) -> related.watchers().values().stream().map(Relations.Watcher::pid).toList(),
				List.of());
	}

	private static <T> T related(Process process, Function<Relations, T> read, T none) {
		Relations related = process.relationsIfAny();
		return (related != null) ? read.apply(related) : none;
	}

	/** Of a sensitive process only itself sees them. */
	static List<Object> messages(Process process) {
		if (hidden(process)) {
			return List.of();
		}
		return WaitingMessages.in(process)
			.stream()
			.filter((message) -> !(message instanceof Ending.Nudge) && message.readable())
			.map(Message::body)
			.toList();
	}

	static Map<ProcessLocal<?>, Object> dictionary(Process process) {
		Settings settings = process.settingsIfAny();
		return (settings == null || hidden(process)) ? Map.of() : Map.copyOf(settings.locals);
	}

	private static boolean hidden(Process process) {
		Settings settings = process.settingsIfAny();
		return settings != null && settings.sensitive && Process.current() != process;
	}

	static List<StackTraceElement> stack(Process process) {
		Turn turn = process.turn();
		if (turn == null || hidden(process)) {
			return List.of();
		}
		StackTraceElement[] stack = turn.thread().getStackTrace();
		// Looked at again: the thread may have gone on to another process meanwhile.
		if (process.turn() != turn) {
			return List.of();
		}
		String runner = process.getClass().getName();
		return Arrays.stream(stack).takeWhile((frame) -> !frame.getClassName().equals(runner)).toList();
	}

}
