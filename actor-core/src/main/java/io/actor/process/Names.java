package io.actor.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.Interleave;
import io.actor.term.Atom;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** The registered names of one node. */
final class Names {

	private final Map<String, Process> names = new ConcurrentHashMap<>();

	/**
	 * Registers a process unless the name is taken.
	 * @return who has the name, or the process itself if it has a name; empty on success
	 */
	Optional<Pid> tryRegister(String name, Process process) {
		Atom.of(name);
		if (name.isEmpty() || name.equals("undefined")) {
			throw new IllegalArgumentException("A process cannot be registered as '" + name + "'");
		}
		Interleave.point();
		synchronized (process) {
			if (process.name != null) {
				return Optional.of(process.pid());
			}
			while (true) {
				Process holder = this.names.putIfAbsent(name, process);
				if (holder == null) {
					process.name = name;
					break;
				}
				if (holder.exitReason() == null) {
					return Optional.of(holder.pid());
				}
				// It has ended and is about to free the name.
				this.names.remove(name, holder);
			}
		}
		Interleave.point();
		if (process.exitReason() != null) {
			release(process);
		}
		return Optional.empty();
	}

	/**
	 * Registers a process.
	 * @throws IllegalArgumentException if there is no such process, the name is taken or
	 * the process has one
	 */
	void register(String name, Pid pid, @Nullable Process process) {
		if (process == null || process.exitReason() != null) {
			throw new IllegalArgumentException("Cannot register " + pid + " as '" + name + "': no such process here");
		}
		Optional<Pid> holder = tryRegister(name, process);
		if (holder.isPresent()) {
			throw new IllegalArgumentException(
					"Cannot register " + pid + " as '" + name + "': " + (holder.get().equals(pid)
							? "it has the name '" + process.name + "'" : "taken by " + holder.get()));
		}
	}

	/**
	 * Frees a name.
	 * @throws IllegalArgumentException if nobody who lives has it
	 */
	void unregister(String name) {
		while (true) {
			Process holder = this.names.get(name);
			Interleave.point();
			// After the look: a caller that has ended must not free the name of one that
			// has taken it since.
			Delivery.sender();
			if (holder == null || holder.exitReason() != null) {
				throw new IllegalArgumentException("Nobody is registered as '" + name + "'");
			}
			// Both at once: who finds the name free can give the holder another.
			synchronized (holder) {
				if (this.names.remove(name, holder)) {
					holder.name = null;
					return;
				}
			}
		}
	}

	/** The living process with this name, or null. */
	@Nullable Process find(String name) {
		Process process = this.names.get(name);
		return (process != null && process.exitReason() == null) ? process : null;
	}

	/** Frees the name of a process that has ended. */
	void release(Process process) {
		String name = process.name;
		if (name != null) {
			this.names.remove(name, process);
		}
	}

	List<String> all() {
		return List.copyOf(this.names.keySet());
	}

}
