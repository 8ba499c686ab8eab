package io.actor.registry;

import io.actor.term.Pid;

/** The answer to a process that registers itself. */
public sealed interface RegisterResult {

	/**
	 * It has the key.
	 *
	 * @param owner the registry's process, which it is linked with
	 */
	record Registered(Pid owner) implements RegisterResult {
	}

	/**
	 * The key belongs to another process, or to the same one already ({@code {error,
	 * {already_registered, Pid}}}).
	 *
	 * @param holder who has it
	 */
	record AlreadyRegistered(Pid holder) implements RegisterResult {
	}

	/** Whether the process has the key now, by this act. */
	default boolean isRegistered() {
		return this instanceof Registered;
	}

}
