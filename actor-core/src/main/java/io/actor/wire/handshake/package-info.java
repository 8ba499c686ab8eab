/**
 * The opening of a connection between two nodes: names, capability flags and the proof
 * that both know the cookie (distribution handshake, version 6). It knows no socket and
 * no clock: bytes go in, steps come out; start with
 * {@link io.actor.wire.handshake.Handshake}.
 */
@NullMarked
package io.actor.wire.handshake;

import org.jspecify.annotations.NullMarked;
