package io.actor.wire.transport;

/**
 * A task for when few bytes are left or many have gone.
 *
 * @param left how few
 * @param taken how many, since the connection was opened
 * @param then the task
 */
record Drained(long left, long taken, Runnable then) {
}
