/**
 * The whole: a named runtime with its processes, its connections to other nodes, its
 * start and its stop. Start with {@link io.actor.node.Node};
 * {@link io.actor.node.NodeConfig} holds everything it is made of.
 */
@NullMarked
package io.actor.node;

import org.jspecify.annotations.NullMarked;
