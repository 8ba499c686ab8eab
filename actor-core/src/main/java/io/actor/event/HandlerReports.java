package io.actor.event;

import io.actor.process.ExitReason;
import io.actor.process.Process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is logged when a handler fails: one structured event. */
final class HandlerReports {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.handler");

	private HandlerReports() {
	}

	/**
	 * A handler was removed because of its failure.
	 * @param during the event or request it handled, by type only: its content may be
	 * secret or long
	 */
	static void failed(Process manager, Object id, Class<?> type, ExitReason reason, Object during) {
		Throwable cause = (reason instanceof ExitReason.Crash crash) ? crash.cause() : null;
		LOGGER.atError()
			.addKeyValue("report", "handler")
			.addKeyValue("manager", manager.toString())
			.addKeyValue("handler", id.toString())
			.addKeyValue("type", type.getName())
			.log("Event manager {}: handler '{}' ({}) failed and was removed: {}; last event {}", manager, id,
					type.getSimpleName(), reason, during.getClass().getSimpleName());
		if (cause != null) {
			LOGGER.debug("Stack trace of handler '{}' in {}", id, manager, cause);
		}
	}

}
