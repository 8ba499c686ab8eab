/**
 * Byte streams between nodes: the seam the rest of the library sees, and Netty behind it.
 * Start with {@link io.actor.wire.transport.Transport}; no type of Netty leaves this
 * package.
 */
@NullMarked
package io.actor.wire.transport;

import org.jspecify.annotations.NullMarked;
