package io.actor.node;

/**
 * The message a process gets that has subscribed with {@link Node#monitorNodes} or
 * {@link Node#monitorNode}: a node is out of reach ({@code nodedown}).
 *
 * @param node the full name of the node
 * @param type {@link NodeType#VISIBLE} or {@link NodeType#HIDDEN} as the connection was;
 * {@link NodeType#KNOWN} if there was none
 * @param reason why
 * @param detail the same for people
 */
public record NodeDown(String node, NodeType type, DownReason reason, String detail) {
}
