package io.actor.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * Stops children. A child is monitored before it is told, so one that has unlinked itself
 * cannot hang its supervisor.
 */
final class ChildStopper {

	private ChildStopper() {
	}

	/** Stops one child and waits for its end. */
	static void stop(Process supervisor, Pid pid, ChildSpec spec) {
		stopAll(supervisor, List.of(new Target(pid, spec)));
	}

	/**
	 * A child to stop.
	 *
	 * @param pid its process
	 * @param spec how
	 */
	record Target(Pid pid, ChildSpec spec) {
	}

	/** Stops children at the same time and waits for the end of all of them. */
	static void stopAll(Process supervisor, List<Target> targets) {
		List<Awaited> awaited = new ArrayList<>();
		for (Target target : targets) {
			Ref monitor = supervisor.monitor(target.pid());
			boolean kill = target.spec().shutdown() instanceof Shutdown.BrutalKill;
			supervisor.exit(target.pid(), kill ? ExitReason.KILL : ExitReason.SHUTDOWN);
			Duration limit = switch (target.spec().shutdown()) {
				case Shutdown.After(Duration timeout) -> timeout;
				default -> null;
			};
			long deadline = (limit != null) ? supervisor.processes().deadline(limit) : Long.MAX_VALUE;
			awaited.add(new Awaited(target, monitor, deadline));
		}
		for (Awaited each : awaited) {
			ExitReason reason = await(supervisor, each);
			consumeExit(supervisor, each.target().pid());
			if (!expected(each.target().spec(), reason)) {
				SupervisorReports.shutdownError(supervisor, each.target().spec().id(), reason);
			}
		}
	}

	private record Awaited(Target target, Ref monitor, long deadline) {
	}

	private static ExitReason await(Process supervisor, Awaited awaited) {
		if (awaited.deadline() != Long.MAX_VALUE) {
			long left = Math.max(0, awaited.deadline() - supervisor.processes().clock().nanoTime());
			Optional<Down> down = supervisor.receive(Down.class, (each) -> each.monitor().equals(awaited.monitor()),
					Duration.ofNanos(left));
			if (down.isPresent()) {
				return down.get().reason();
			}
			supervisor.exit(awaited.target().pid(), ExitReason.KILL);
		}
		return supervisor.receive(Down.class, (each) -> each.monitor().equals(awaited.monitor())).reason();
	}

	/** The exit through the link says the same as the down; it must not come up later. */
	private static void consumeExit(Process supervisor, Pid pid) {
		supervisor.unlink(pid);
		supervisor.receive(Exit.class, (exit) -> exit.from().equals(pid), Duration.ZERO);
	}

	private static boolean expected(ChildSpec spec, ExitReason reason) {
		if (spec.shutdown() instanceof Shutdown.BrutalKill) {
			return reason.equals(ExitReason.KILLED);
		}
		return reason.equals(ExitReason.SHUTDOWN) || (spec.restart() != Restart.PERMANENT && reason.isClean());
	}

}
