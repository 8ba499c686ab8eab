package io.actor.node;

import java.time.Instant;

/**
 * A node that was connected and is not any more.
 *
 * @param name its full name
 * @param type {@link NodeType#VISIBLE} or {@link NodeType#HIDDEN}, as it was
 * @param since when the connection was lost
 * @param reason why
 * @param detail the same for people
 */
public record LostNode(String name, NodeType type, Instant since, DownReason reason, String detail) {
}
