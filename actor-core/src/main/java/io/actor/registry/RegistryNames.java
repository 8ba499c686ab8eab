package io.actor.registry;

import java.util.Optional;

import io.actor.gen.NameRegistry;
import io.actor.term.Pid;

/**
 * The keys of a unique registry as names of servers ({@code {via, Registry, _}}).
 */
final class RegistryNames implements NameRegistry {

	private final Registry<Object, Object> registry;

	/**
	 * A name that brings the value it is registered with.
	 *
	 * @param key the key
	 * @param value the value
	 */
	record Valued(Object key, Object value) {

		@Override
		public String toString() {
			return this.key.toString();
		}
	}

	@SuppressWarnings("unchecked")
	RegistryNames(Registry<?, ?> registry) {
		this.registry = (Registry<Object, Object>) registry;
	}

	@Override
	public boolean register(Object name, Pid pid) {
		this.registry.checkUnique("A server's name");
		if (!(name instanceof Valued(Object key, Object value))) {
			throw new IllegalArgumentException("A server is registered in " + this.registry
					+ " with a value; name it with via(key, value), not " + name);
		}
		if (!this.registry.current().pid().equals(pid)) {
			throw new IllegalArgumentException("A process is registered by itself, not " + pid + " by another one");
		}
		return this.registry.register(key, value).isRegistered();
	}

	@Override
	public void unregister(Object name) {
		this.registry.unregister(keyOf(name));
	}

	@Override
	public Optional<Pid> whereis(Object name) {
		this.registry.checkUnique("A server's name");
		return this.registry.whereis(keyOf(name));
	}

	@Override
	public void send(Object name, Object message) {
		Pid pid = whereis(name).orElseThrow(() -> new IllegalArgumentException(
				"Cannot send to " + keyOf(name) + " in " + this.registry + ": nobody is registered under it"));
		this.registry.processes().send(pid, message);
	}

	private static Object keyOf(Object name) {
		return (name instanceof Valued valued) ? valued.key() : name;
	}

	@Override
	public String toString() {
		return this.registry.toString();
	}

}
