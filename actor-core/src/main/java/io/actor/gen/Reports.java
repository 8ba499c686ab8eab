package io.actor.gen;

import java.util.List;
import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.Printed;
import io.actor.process.Process;

import org.jspecify.annotations.Nullable;

/** What servers report of themselves. */
final class Reports {

	private Reports() {
	}

	/**
	 * A callback ended the server; the terminate report comes before the crash report.
	 */
	static void terminated(Process process, GenServer<?, ?> server, ExitReason reason, @Nullable Object lastMessage) {
		process.processes()
			.reports()
			.terminated(process, reason, Optional.ofNullable(lastMessage), Optional.empty(), server, List.of());
		process.processes().reports().crash(process, reason, lastMessage);
	}

	/** The server ended and no callback had begun, or all of them had ended. */
	static void crash(Process process, ExitReason reason, @Nullable Object lastMessage) {
		process.processes().reports().crash(process, reason, lastMessage);
	}

	/** A value for people: on one line, and cut. */
	static String print(@Nullable Object value) {
		return Printed.of(value);
	}

}
