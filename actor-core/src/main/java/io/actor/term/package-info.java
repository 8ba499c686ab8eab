/**
 * Erlang values as Java types, and the addresses a message can be sent to. Start with
 * {@link io.actor.term.Term}; {@link io.actor.term.Pid} and {@link io.actor.term.Ref} are
 * the two every process meets.
 */
@NullMarked
package io.actor.term;

import org.jspecify.annotations.NullMarked;
