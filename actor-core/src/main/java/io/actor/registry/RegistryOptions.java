package io.actor.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a registry is started with.
 *
 * @param keys whether a key belongs to one process
 * @param partitions into how many parts the entries of duplicate keys are divided, by
 * process; a dispatch runs once for each
 * @param listeners registered names of processes that get a {@link RegistryEvent} for
 * each registration
 * @param meta what is known of the registry itself at its start
 */
public record RegistryOptions(Keys keys, int partitions, List<String> listeners, Map<Object, Object> meta) {

	/** How many entries a key may have. */
	public enum Keys {

		/** One: the key is a name. */
		UNIQUE,

		/** Any number: the key is a topic. */
		DUPLICATE

	}

	public RegistryOptions {
		Objects.requireNonNull(keys, "keys");
		if (partitions < 1) {
			throw new IllegalArgumentException("A registry has at least 1 partition, not " + partitions);
		}
		listeners = List.copyOf(listeners);
		meta = Map.copyOf(meta);
	}

	/** Each key belongs to at most one process. */
	public static RegistryOptions unique() {
		return new RegistryOptions(Keys.UNIQUE, 1, List.of(), Map.of());
	}

	/** Each key may have many entries. */
	public static RegistryOptions duplicate() {
		return new RegistryOptions(Keys.DUPLICATE, 1, List.of(), Map.of());
	}

	/** The same in this many partitions. */
	public RegistryOptions partitions(int number) {
		return new RegistryOptions(this.keys, number, this.listeners, this.meta);
	}

	/** The same, telling one listener more. */
	public RegistryOptions listener(String name) {
		return new RegistryOptions(this.keys, this.partitions,
				Stream.concat(this.listeners.stream(), Stream.of(name)).toList(), this.meta);
	}

	/** The same, knowing this of itself. */
	public RegistryOptions meta(Object key, Object value) {
		Map<Object, Object> more = new HashMap<>(this.meta);
		more.put(key, value);
		return new RegistryOptions(this.keys, this.partitions, this.listeners, more);
	}

}
