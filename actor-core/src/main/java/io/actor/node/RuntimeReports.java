package io.actor.node;

import java.time.Duration;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.scheduler.Task;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the runtime itself has to say about processes: one log event each. */
final class RuntimeReports {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.runtime");

	void zombie(Process process, ExitReason reason, Duration since) {
		LOGGER.atWarn()
			.addKeyValue("report", "zombie")
			.addKeyValue("pid", process.pid().toLocalString())
			.log("Process {} was told to end ({}) {} ms ago and its code has not returned", process, reason,
					since.toMillis());
	}

	void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
		LOGGER.atWarn()
			.addKeyValue("report", "long_schedule")
			.addKeyValue("pid", process.pid().toLocalString())
			.log("Process {} has held a worker for {} ms without waiting; it is at {}", process, held.toMillis(),
					(stack.length > 0) ? stack[0] : "an unknown place");
	}

	void longMailbox(Process process, int length) {
		LOGGER.atWarn()
			.addKeyValue("report", "long_message_queue")
			.addKeyValue("pid", process.pid().toLocalString())
			.log("Process {} has {} messages waiting", process, length);
	}

	void escaped(Task task, Throwable failure) {
		LOGGER.error("A task of the scheduler failed: {}", task, failure);
	}

}
