package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Printed;
import io.actor.process.Process;

import org.jspecify.annotations.Nullable;

/** What servers report of themselves. */
final class Reports {

	private Reports() {
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
