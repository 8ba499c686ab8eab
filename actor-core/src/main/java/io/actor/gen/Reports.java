package io.actor.gen;

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
	 * A server ends by itself and not cleanly: its state, what it was handling and for
	 * whom, as its {@code formatStatus} shows them ({@code gen_server:error_info/8}). The
	 * crash report of its process comes after it.
	 */
	static void terminated(ServerLoop loop, Process process, ExitReason reason) {
		ReportedStatus shown = ReportedStatus.of(loop, reason);
		process.processes()
			.reports()
			.terminated(process, shown.reason().orElse(reason), shown.message(), Optional.ofNullable(loop.client()),
					shown.state(), shown.log());
	}

	/** The process of a server ends by itself and not cleanly. */
	static void crash(Process process, ExitReason reason, @Nullable Object lastMessage) {
		process.processes().reports().crash(process, reason, lastMessage);
	}

	/** A value for people: on one line, and cut. */
	static String print(@Nullable Object value) {
		return Printed.of(value);
	}

}
