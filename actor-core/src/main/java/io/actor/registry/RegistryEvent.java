package io.actor.registry;

import io.actor.term.Pid;

/**
 * What a listener of a registry hears, of one process in order. Nothing when a process
 * ends: who wants to know monitors it.
 */
public sealed interface RegistryEvent {

	/** Name of the registry. */
	String registry();

	/** The key. */
	Object key();

	/** The process. */
	Pid pid();

	/**
	 * A process has registered itself ({@code {register, Registry, Key, Pid, Value}}).
	 *
	 * @param value the value
	 */
	record Registered(String registry, Object key, Pid pid, Object value) implements RegistryEvent {
	}

	/**
	 * A process has no entry under this key any more, by its own act ({@code {unregister,
	 * Registry, Key, Pid}}).
	 */
	record Unregistered(String registry, Object key, Pid pid) implements RegistryEvent {
	}

}
