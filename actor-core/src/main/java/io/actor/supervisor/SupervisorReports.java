package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.process.Process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Supervisor and progress reports: one structured log event each. */
final class SupervisorReports {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.supervisor");

	private static final Logger PROGRESS = LoggerFactory.getLogger("io.actor.report.progress");

	private SupervisorReports() {
	}

	static void startError(Process supervisor, String child, ExitReason reason) {
		report(supervisor, "start_error", child, reason);
	}

	static void childTerminated(Process supervisor, String child, ExitReason reason) {
		report(supervisor, "child_terminated", child, reason);
	}

	static void shutdownError(Process supervisor, String child, ExitReason reason) {
		report(supervisor, "shutdown_error", child, reason);
	}

	static void gaveUp(Process supervisor, String child) {
		report(supervisor, "shutdown", child, ExitReason.named("reached_max_restart_intensity"));
	}

	private static void report(Process supervisor, String context, String child, ExitReason reason) {
		LOGGER.atError()
			.addKeyValue("report", "supervisor")
			.addKeyValue("supervisor", supervisor.toString())
			.addKeyValue("context", context)
			.addKeyValue("child", child)
			.log("Supervisor {}: {} of child '{}': {}", supervisor, context, child, reason);
	}

	static void progress(Process supervisor, String child, Object pid) {
		PROGRESS.atDebug()
			.addKeyValue("report", "progress")
			.addKeyValue("supervisor", supervisor.toString())
			.addKeyValue("child", child)
			.log("Supervisor {}: started child '{}' as {}", supervisor, child, pid);
	}

}
