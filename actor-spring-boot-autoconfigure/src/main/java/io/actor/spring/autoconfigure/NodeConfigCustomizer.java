package io.actor.spring.autoconfigure;

import io.actor.node.NodeConfig;

/**
 * Changes the configuration of the node after the properties have been applied. Beans of
 * this type are applied in their order.
 */
@FunctionalInterface
public interface NodeConfigCustomizer {

	/** The changed configuration. */
	NodeConfig customize(NodeConfig config);

}
