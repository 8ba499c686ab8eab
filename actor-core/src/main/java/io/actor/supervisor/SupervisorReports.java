package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Report.Supervision.Context;
import io.actor.term.Pid;

/** What supervisors tell: supervisor reports and progress reports. */
final class SupervisorReports {

	private SupervisorReports() {
	}

	static void startError(Process supervisor, String child, ExitReason reason) {
		report(supervisor, Context.START_ERROR, child, reason);
	}

	static void childTerminated(Process supervisor, String child, ExitReason reason) {
		report(supervisor, Context.CHILD_TERMINATED, child, reason);
	}

	static void shutdownError(Process supervisor, String child, ExitReason reason) {
		report(supervisor, Context.SHUTDOWN_ERROR, child, reason);
	}

	static void gaveUp(Process supervisor, String child) {
		report(supervisor, Context.SHUTDOWN, child, ExitReason.named("reached_max_restart_intensity"));
	}

	private static void report(Process supervisor, Context context, String child, ExitReason reason) {
		supervisor.processes().reports().supervision(supervisor, context, child, reason);
	}

	static void progress(Process supervisor, String child, Pid started) {
		supervisor.processes().reports().progress(supervisor, child, started);
	}

}
