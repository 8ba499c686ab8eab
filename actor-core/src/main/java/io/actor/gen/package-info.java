/**
 * Behaviours: what every server shares (start with acknowledgement, call, cast, reply,
 * stop) and {@link io.actor.gen.GenServer}, the one to read first.
 *
 * <p>
 * The path of one call: {@code ServerRef.call} opens a {@code PendingCall} and delivers a
 * {@code CallRequest}; the server's {@code ServerLoop} takes it from the mailbox, calls
 * {@code handleCall} and acts on the {@link io.actor.gen.Next} it returns; the reply
 * reaches {@code PendingCall.accept}, which wakes the caller. The server's death reaches
 * the same place.
 */
@NullMarked
package io.actor.gen;

import org.jspecify.annotations.NullMarked;
