package io.actor.process;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.actor.term.Destination;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * What {@code proc_lib} writes into a process so that people know it again: who started
 * it ({@code $ancestors}) and what it is for ({@code $process_label}, OTP 27).
 */
public final class Marks {

	private @Nullable Object label;

	/** This process at the head of the ancestors of its children. */
	private @Nullable Ancestors asAncestor;

	Marks() {
	}

	/** Notes who has started a process; before it runs, or as the first thing it does. */
	public static void started(Process process, Ancestors by) {
		Relations related = process.relations();
		synchronized (related) {
			if (!related.ended()) {
				related.ancestors(by);
			}
		}
	}

	/**
	 * The same for a process that is only made yet. Whoever starts it need not be linked
	 * with it.
	 */
	static void startedBy(Process made, @Nullable Process parent) {
		Process running = Process.current();
		Process starter = (parent != null || running == null || running.processes != made.processes) ? parent : running;
		if (starter != null) {
			started(made, Ancestors.ofChildrenOf(starter));
		}
	}

	/**
	 * Who started this process, nearest first, by registered name if they had one then.
	 * Empty for a process that was only spawned, or started by none.
	 */
	public static List<Destination> ancestors(Process process) {
		Relations related = process.relationsIfAny();
		if (related == null) {
			return List.of();
		}
		synchronized (related) {
			Ancestors known = related.ancestors();
			return (known != null) ? known.list() : List.of();
		}
	}

	/**
	 * Says what a process is for, for reports and other people's eyes
	 * ({@code proc_lib:set_label/1}); for the process itself.
	 * @param label any value with a text
	 */
	public static void label(Process self, Object label) {
		Objects.requireNonNull(label, "label");
		self.checkAlive();
		Relations related = self.relations();
		synchronized (related) {
			if (!related.ended()) {
				related.marked().label = label;
			}
		}
	}

	/** What a process says it is for ({@code proc_lib:get_label/1}). */
	public static Optional<Object> label(Process process) {
		Relations related = process.relationsIfAny();
		if (related == null) {
			return Optional.empty();
		}
		synchronized (related) {
			Marks marks = related.marks();
			return Optional.ofNullable((marks != null) ? marks.label : null);
		}
	}

	/** The same of the local process with this pid; empty if it has ended. */
	public static Optional<Object> label(Processes processes, Pid pid) {
		Process process = processes.find(pid);
		return (process != null) ? label(process) : Optional.empty();
	}

	@Nullable Ancestors asAncestor() {
		return this.asAncestor;
	}

	void asAncestor(Ancestors head) {
		this.asAncestor = head;
	}

}
