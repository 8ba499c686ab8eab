package io.actor.task;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The crash report of a task: one structured log event that names who started it. */
final class TaskReports {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.crash");

	private TaskReports() {
	}

	static void crash(Process task, Class<?> work, @Nullable Pid owner, Throwable cause) {
		String from = (owner != null) ? owner.toLocalString() : "no process";
		String frame = (cause.getStackTrace().length > 0) ? " at " + cause.getStackTrace()[0] : "";
		LOGGER.atError()
			.addKeyValue("report", "crash")
			.addKeyValue("pid", task.pid().toLocalString())
			.addKeyValue("type", work.getName())
			.addKeyValue("owner", from)
			.log("Task {} started from {} crashed: {}{}", task, from, ExitReason.crash(cause), frame);
		LOGGER.debug("Stack trace of {}", task, cause);
	}

}
