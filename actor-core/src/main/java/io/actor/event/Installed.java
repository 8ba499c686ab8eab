package io.actor.event;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A handler in a manager.
 *
 * @param id by which it is called and deleted
 * @param handler the user's object
 * @param adder who hears of its end and takes it along, or null
 */
record Installed(Object id, EventHandler<Object, Object> handler, @Nullable Pid adder) {
}
