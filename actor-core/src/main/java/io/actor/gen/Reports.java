package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crash reports: one structured log event for each death, with the first frame of the
 * user's code; the whole stack trace at level debug.
 */
final class Reports {

	/** Longest printed form of a value in a report. */
	static final int MAX_CHARACTERS = 1024;

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.crash");

	private Reports() {
	}

	static void crash(Process process, Class<?> type, ExitReason reason, @Nullable Object lastMessage) {
		ProcessInfo info = process.processes().info(process.pid()).orElse(null);
		Throwable cause = (reason instanceof ExitReason.Crash crash) ? crash.cause() : null;
		LOGGER.atError()
			.addKeyValue("report", "crash")
			.addKeyValue("pid", process.pid().toLocalString())
			.addKeyValue("type", type.getName())
			.addKeyValue("mailbox", (info != null) ? info.mailbox() : 0)
			.addKeyValue("links", (info != null) ? info.links().size() : 0)
			.log("{} ({}) crashed: {}{}; last message {}", process, type.getSimpleName(), print(reason), frame(cause),
					print(lastMessage));
		if (cause != null) {
			LOGGER.debug("Stack trace of {}", process, cause);
		}
	}

	private static String frame(@Nullable Throwable cause) {
		if (cause == null || cause.getStackTrace().length == 0) {
			return "";
		}
		return " at " + cause.getStackTrace()[0];
	}

	/** A value for the log: control characters escaped, and cut. */
	static String print(@Nullable Object value) {
		String text = text(value);
		StringBuilder line = new StringBuilder();
		text.chars().limit(MAX_CHARACTERS).forEach((c) -> {
			if (Character.isISOControl(c)) {
				line.append(String.format("\\x%02x", c));
			}
			else {
				line.append((char) c);
			}
		});
		return (text.length() > MAX_CHARACTERS) ? line.append("...").toString() : line.toString();
	}

	/** A report must not fail because a value cannot say what it is. */
	private static String text(@Nullable Object value) {
		try {
			return (value instanceof Term term) ? term.print(MAX_CHARACTERS) : String.valueOf(value);
		}
		catch (Throwable ex) {
			return ((value != null) ? value.getClass().getName() : "null") + " (its toString fails)";
		}
	}

}
