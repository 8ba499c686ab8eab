package io.actor.supervisor;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Report;
import io.actor.process.Report.Supervision.Context;
import io.actor.term.Pid;

/** What supervisors tell: supervisor reports and progress reports. */
final class SupervisorReports {

	private SupervisorReports() {
	}

	static void startError(Process supervisor, ChildSpec child, ExitReason reason) {
		report(supervisor, Context.START_ERROR, reason, offender(child, Optional.empty()));
	}

	static void childTerminated(Process supervisor, Child child, ExitReason reason) {
		report(supervisor, Context.CHILD_TERMINATED, reason,
				offender(child.spec(), Optional.ofNullable(child.lastPid())));
	}

	static void shutdownError(Process supervisor, ChildSpec child, Pid pid, ExitReason reason) {
		report(supervisor, Context.SHUTDOWN_ERROR, reason, offender(child, Optional.of(pid)));
	}

	static void gaveUp(Process supervisor, Child child) {
		report(supervisor, Context.SHUTDOWN, ExitReason.named("reached_max_restart_intensity"),
				offender(child.spec(), Optional.ofNullable(child.lastPid())));
	}

	private static void report(Process supervisor, Context context, ExitReason reason, Report.Offender child) {
		supervisor.processes().reports().supervision(supervisor, context, reason, child);
	}

	static void progress(Process supervisor, ChildSpec child, Pid started) {
		supervisor.processes().reports().progress(supervisor, offender(child, Optional.of(started)));
	}

	private static Report.Offender offender(ChildSpec child, Optional<Pid> pid) {
		String shutdown = switch (child.shutdown()) {
			case Shutdown.BrutalKill() -> "brutal_kill";
			case Shutdown.Infinity() -> "infinity";
			case Shutdown.After(Duration timeout) -> String.valueOf(timeout.toMillis());
		};
		return new Report.Offender(child.id(), pid, otpName(child.restart()), shutdown, otpName(child.kind()));
	}

	private static String otpName(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
