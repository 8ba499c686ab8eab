package io.actor.gen;

import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.Process;

/**
 * What is told when a server ends by itself and not cleanly, before the crash report of
 * its process ({@code gen_server:error_info/8}): its state, what it was handling and for
 * whom, as its {@code formatStatus} shows them.
 */
final class TerminateReport {

	private TerminateReport() {
	}

	static void log(ServerLoop loop, Process self, ExitReason reason) {
		ReportedStatus shown = ReportedStatus.of(loop, reason);
		self.processes()
			.reports()
			.terminated(self, shown.reason().orElse(reason), shown.message(), Optional.ofNullable(loop.client()),
					shown.state(), shown.log());
	}

}
