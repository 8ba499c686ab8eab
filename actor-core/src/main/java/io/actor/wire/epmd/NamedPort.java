package io.actor.wire.epmd;

/**
 * One line of a port mapper's list of names.
 *
 * @param name the part of the node's name before the {@code @}
 * @param port TCP port the node listens on
 */
public record NamedPort(String name, int port) {
}
