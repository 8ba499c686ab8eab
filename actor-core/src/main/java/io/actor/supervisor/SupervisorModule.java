package io.actor.supervisor;

import java.util.Optional;

/**
 * Decides what a supervisor is to be when it starts, and again at each
 * {@link SupervisorRef#changeCode} ({@code Module:init/1} of a supervisor).
 */
@FunctionalInterface
public non-sealed interface SupervisorModule extends SupervisorDefinition {

	/**
	 * Runs in the supervisor's process. If it throws, the supervisor does not start.
	 * @return what the supervisor is to be; empty to start none ({@code ignore})
	 */
	Optional<? extends SupervisorDefinition> init() throws Exception;

}
