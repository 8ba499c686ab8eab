/**
 * A registry of one node, Elixir's {@code Registry}: processes register themselves under
 * keys of any kind, alone or with others, and are found, called and told through them.
 * Read {@link io.actor.registry.Registry} first.
 *
 * <p>
 * Entries are in two tables that readers use without asking anybody: by key
 * ({@code KeyTable}) and by process ({@code Holdings}). A process writes its own entries,
 * into its holdings first, and is linked with the registry's process
 * ({@code RegistryServer}), which removes them when it ends.
 */
@NullMarked
package io.actor.registry;

import org.jspecify.annotations.NullMarked;
