package io.actor.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.gen.Request;
import io.actor.process.ExitReason;

/**
 * What the controller is asked. The answer to a command is empty if it is done, else why
 * not.
 *
 * @param <R> type of the answer
 */
sealed interface ControllerRequest<R> extends Request<R> {

	/** Makes an application known. */
	record Load(ApplicationSpec spec) implements ControllerRequest<Optional<ExitReason>> {
	}

	/** Forgets an application that does not run. */
	record Unload(String name) implements ControllerRequest<Optional<ExitReason>> {
	}

	/** The specification of an application that is known. */
	record Find(String name) implements ControllerRequest<Optional<ApplicationSpec>> {
	}

	/** Starts an application that is known. */
	record Start(String name, RestartType type) implements ControllerRequest<Optional<ExitReason>> {
	}

	/** Stops a running application. */
	record Stop(String name) implements ControllerRequest<Optional<ExitReason>> {
	}

	/** Changes the configuration of an application. */
	record Configure(String name, Map<String, Object> environment) implements ControllerRequest<Optional<ExitReason>> {
	}

	/** The configuration of an application that is known. */
	record Environment(String name) implements ControllerRequest<Optional<Map<String, Object>>> {
	}

	/** Which applications run, last started first. */
	record Running() implements ControllerRequest<List<ApplicationInfo>> {
	}

	/** Starts none from now on; which run, last started first. */
	record Close() implements ControllerRequest<List<ApplicationInfo>> {
	}

}
