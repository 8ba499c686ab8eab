package io.actor.registry;

import io.actor.term.Pid;

/**
 * A process under a key, at one instant.
 *
 * @param pid the process
 * @param value what it has registered with the key
 */
public record Registration<V>(Pid pid, V value) {
}
