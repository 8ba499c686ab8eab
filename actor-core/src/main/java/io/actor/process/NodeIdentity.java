package io.actor.process;

import io.actor.term.Atom;

/**
 * Who a node is.
 *
 * @param name {@code alive@host}; {@code nonode@nohost} if it has none
 * @param creation its incarnation, never 0
 */
public record NodeIdentity(Atom name, int creation) {
}
