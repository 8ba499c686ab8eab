package io.actor.spring.autoconfigure;

import io.actor.node.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at the start that heap dumps are to be had and that the cookie is in each. */
final class HeapDumpWarning {

	private static final Logger LOGGER = LoggerFactory.getLogger(HeapDumpWarning.class);

	HeapDumpWarning(Node node) {
		if (node.isDistributed()) {
			LOGGER.warn("The endpoint 'heapdump' is available. The cookie of node {} is in each heap dump:"
					+ " whoever can read one can join the cluster", node.name());
		}
	}

}
