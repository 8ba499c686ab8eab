package io.actor.registry;

import io.actor.term.Pid;

/**
 * An entry of a registry, at one instant.
 *
 * @param key the key
 * @param pid the process
 * @param value what it has registered with the key
 */
public record Selected<K, V>(K key, Pid pid, V value) {
}
