/**
 * Faults with real processes: nodes of ours and of Erlang, each in a JVM or emulator and,
 * where root allows, in a network namespace of its own, are killed, stopped and cut off.
 * Read {@link io.actor.test.fault.Bench} first, then {@link io.actor.test.fault.Member}.
 */
@NullMarked
package io.actor.test.fault;

import org.jspecify.annotations.NullMarked;
