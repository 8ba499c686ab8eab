package io.actor.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * Stops children. A child is monitored before it is told, so one that has unlinked itself
 * cannot hang its supervisor. Exits and downs are taken in the order in which they come,
 * whosever they are: looking for those of one child would read the mailbox once for each.
 */
final class ChildStopper {

	private final Process supervisor;

	private final Map<Ref, Stopping> byMonitor = new HashMap<>();

	private final Map<Pid, Stopping> byPid = new HashMap<>();

	private ChildStopper(Process supervisor) {
		this.supervisor = supervisor;
	}

	/** Stops one child and waits for its end. */
	static void stop(Process supervisor, Pid pid, ChildSpec spec) {
		stopAll(supervisor, List.of(new Target(pid, spec)));
	}

	/** Stops children at the same time and waits for the end of all of them. */
	static void stopAll(Process supervisor, List<Target> targets) {
		ChildStopper stopper = new ChildStopper(supervisor);
		List<Stopping> limited = new ArrayList<>();
		for (Target target : targets) {
			Stopping stopping = stopper.tell(target);
			if (stopping.deadline != Long.MAX_VALUE) {
				limited.add(stopping);
			}
		}
		limited.sort(Comparator.comparingLong((Stopping each) -> each.deadline));
		stopper.await(new ArrayDeque<>(limited));
	}

	/**
	 * A child to stop.
	 *
	 * @param pid its process
	 * @param spec how
	 */
	record Target(Pid pid, ChildSpec spec) {
	}

	private Stopping tell(Target target) {
		Shutdown way = target.spec().shutdown();
		long deadline = (way instanceof Shutdown.After(Duration timeout))
				? this.supervisor.processes().deadline(timeout) : Long.MAX_VALUE;
		Stopping stopping = new Stopping(target, deadline);
		this.byPid.put(target.pid(), stopping);
		this.byMonitor.put(this.supervisor.monitor(target.pid()), stopping);
		this.supervisor.exit(target.pid(),
				(way instanceof Shutdown.BrutalKill) ? ExitReason.KILL : ExitReason.SHUTDOWN);
		return stopping;
	}

	private void await(Deque<Stopping> limited) {
		while (!this.byPid.isEmpty()) {
			while (!limited.isEmpty() && limited.getFirst().ended) {
				limited.removeFirst();
			}
			Stopping next = limited.peekFirst();
			if (next == null) {
				take(this.supervisor.receive(Object.class, this::concerns));
				continue;
			}
			Optional<Object> ended = this.supervisor.receive(Object.class, this::concerns, left(next));
			if (ended.isPresent()) {
				take(ended.get());
			}
			else {
				limited.removeFirst();
				this.supervisor.exit(next.target.pid(), ExitReason.KILL);
			}
		}
	}

	private Duration left(Stopping next) {
		return Duration.ofNanos(Math.max(0, next.deadline - this.supervisor.processes().clock().nanoTime()));
	}

	private boolean concerns(Object message) {
		return switch (message) {
			case Down down -> this.byMonitor.containsKey(down.monitor());
			case Exit exit -> this.byPid.containsKey(exit.from());
			default -> false;
		};
	}

	private void take(Object message) {
		if (message instanceof Exit(Pid from, ExitReason reason)) {
			Stopping stopping = this.byPid.get(from);
			// One that ended before it was told: its down only says that it is gone.
			if (stopping != null && stopping.exit == null) {
				stopping.exit = reason;
			}
		}
		else if (message instanceof Down down) {
			// Its exit, if it was linked, came before.
			Stopping stopping = this.byMonitor.remove(down.monitor());
			if (stopping != null) {
				ended(stopping, down.reason());
			}
		}
	}

	private void ended(Stopping stopping, ExitReason seen) {
		stopping.ended = true;
		Target target = stopping.target;
		this.byPid.remove(target.pid());
		ExitReason exit = stopping.exit;
		ExitReason reason = (seen.equals(ExitReason.NOPROC) && exit != null) ? exit : seen;
		if (!expected(target.spec(), reason)) {
			SupervisorReports.shutdownError(this.supervisor, target.spec(), target.pid(), reason);
		}
	}

	private static boolean expected(ChildSpec spec, ExitReason reason) {
		if (spec.restart() != Restart.PERMANENT && reason.isClean()) {
			return true;
		}
		return reason
			.equals((spec.shutdown() instanceof Shutdown.BrutalKill) ? ExitReason.KILLED : ExitReason.SHUTDOWN);
	}

	/** A child that has been told. */
	private static final class Stopping {

		private final Target target;

		private final long deadline;

		private @Nullable ExitReason exit;

		private boolean ended;

		private Stopping(Target target, long deadline) {
			this.target = target;
			this.deadline = deadline;
		}

	}

}
