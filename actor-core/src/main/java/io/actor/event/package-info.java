/**
 * Event managers ({@code gen_event}): one process that gives each event to handlers which
 * come and go, and which fail alone. Read {@link io.actor.event.EventHandler} first, then
 * {@link io.actor.event.EventManagerRef}.
 *
 * <p>
 * {@code EventManager} is the process, {@code Handlers} the list of what is installed in
 * it.
 */
@NullMarked
package io.actor.event;

import org.jspecify.annotations.NullMarked;
