package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged when a server ends by itself and not cleanly, before the crash report of
 * its process ({@code gen_server:error_info/8}): its state, what it was handling and for
 * whom, as its {@code formatStatus} shows them.
 */
final class TerminateReport {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.terminate");

	private TerminateReport() {
	}

	static void log(ServerLoop loop, Process self, ExitReason reason) {
		GenServer<?, ?> server = loop.server();
		ReportedStatus shown = ReportedStatus.of(loop, reason);
		Pid client = loop.client();
		LOGGER.atError()
			.addKeyValue("report", "terminate")
			.addKeyValue("pid", self.pid().toLocalString())
			.addKeyValue("type", server.type().getName())
			.addKeyValue("client", (client != null) ? client : "none")
			.log("{} ({}) terminating: {}; last message {}{}; state {}{}", self, server.type().getSimpleName(),
					Reports.print(shown.reason().orElse(reason)), print(shown.message().orElse(null)), from(client),
					print(shown.state()), log(shown));
	}

	private static String print(@Nullable Object value) {
		return (value != null) ? Reports.print(value) : "none";
	}

	private static String from(@Nullable Pid client) {
		return (client != null) ? " from " + client : "";
	}

	private static String log(ReportedStatus shown) {
		return shown.log().isEmpty() ? "" : "; log " + Reports.print(shown.log());
	}

}
