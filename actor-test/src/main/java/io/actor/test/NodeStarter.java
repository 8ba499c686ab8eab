package io.actor.test;

import io.actor.node.Node;

/**
 * Starts the nodes of a world, each inside an application context for example, and hears
 * of their end.
 */
@FunctionalInterface
public interface NodeStarter {

	/** Starts a node and waits until it runs. */
	Node start(Membership membership);

	/**
	 * The machine of this node has just crashed and its processes are about to vanish.
	 * Nothing it does now has an effect outside, and it cannot wait for anything.
	 */
	default void crashing(Node node) {
	}

	/** A node has crashed or was stopped and is no part of the world any more. */
	default void gone(Node node) {
	}

}
