package io.actor.node;

import io.actor.term.Term;
import io.actor.wire.distribution.ControlMessage;

import org.jspecify.annotations.Nullable;

/**
 * A signal for another node.
 *
 * @param message the control message
 * @param payload what belongs to it, or null if nothing does
 */
record Outgoing(ControlMessage message, @Nullable Term payload) {
}
