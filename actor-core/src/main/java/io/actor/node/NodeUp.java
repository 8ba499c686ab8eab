package io.actor.node;

/**
 * The message a process gets that has subscribed with {@link Node#monitorNodes}: a
 * connection is up ({@code nodeup}).
 *
 * @param node the full name of the node
 * @param type {@link NodeType#VISIBLE} or {@link NodeType#HIDDEN}
 */
public record NodeUp(String node, NodeType type) {
}
