package io.actor.node;

import java.util.Collection;
import java.util.List;

import io.actor.process.Processes;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.Payload;

/**
 * The processes a node consists of: its supervisor, and those peers talk to. In Erlang
 * every peer may end them; here none can, and what tries to is dropped and counted. They
 * are found by name, so nothing is kept in a process.
 */
final class SystemProcesses {

	private static final Atom SYSTEM = Atom.of("system");

	/** Requests of {@code sys} that change nothing. */
	private static final List<Term> HARMLESS = List.of(Atom.of("get_state"), Atom.of("get_status"));

	private final Processes processes;

	private final Collection<String> names;

	private final LimitHits hits;

	SystemProcesses(Processes processes, Collection<String> names, LimitHits hits) {
		this.processes = processes;
		this.names = names;
		this.hits = hits;
	}

	/** Whether an exit signal of a peer must not reach this process. */
	boolean isSafe(Pid target) {
		boolean safe = isPart(target);
		if (safe) {
			this.hits.count(Limit.SYSTEM_PROCESS);
		}
		return safe;
	}

	/**
	 * Whether a message of a peer must not reach this process: {@code sys} requests that
	 * would stop, suspend or trace it. All others cost a look at two bytes.
	 */
	boolean isSafe(Destination target, Payload message) {
		boolean safe = message.mayBeTagged(SYSTEM, 3) && isPart(target) && message.decode() instanceof Tuple request
				&& request.isTagged(SYSTEM, 3) && !HARMLESS.contains(request.get(2));
		if (safe) {
			this.hits.count(Limit.SYSTEM_PROCESS);
		}
		return safe;
	}

	private boolean isPart(Destination target) {
		return switch (target) {
			case RegisteredName name -> this.names.contains(name.name());
			case Pid pid -> isPart(pid);
			case Ref alias -> false;
		};
	}

	/** Whether the node consists of this process and others. */
	boolean isPart(Pid pid) {
		for (String name : this.names) {
			if (this.processes.whereis(name).filter(pid::equals).isPresent()) {
				return true;
			}
		}
		return false;
	}

}
