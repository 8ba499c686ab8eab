package io.actor.node;

import java.time.Instant;

/**
 * A connected node.
 *
 * @param name its full name
 * @param since when the connection came up
 * @param outbound whether we opened the connection
 * @param visible whether both sides show themselves to the whole cluster
 * @param creation its incarnation
 */
public record PeerInfo(String name, Instant since, boolean outbound, boolean visible, int creation) {
}
