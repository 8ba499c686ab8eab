package io.actor.spring.autoconfigure;

import io.actor.node.NodeStartException;
import io.actor.wire.transport.PortInUseException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a named node cannot start. */
final class NodeStartFailureAnalyzer extends AbstractFailureAnalyzer<NodeStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NodeStartException cause) {
		PortInUseException taken = findCause(cause, PortInUseException.class);
		if (taken != null) {
			return new FailureAnalysis(
					"The node cannot listen on port " + taken.port() + ", another process of this machine uses it.",
					"Set 'actor.node.port' to a free port, or to 0 to take any, or stop the other process.", cause);
		}
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Change what the message names: the settings are 'actor.node.address', 'actor.node.port',"
						+ " 'actor.node.ssl.bundle', 'actor.node.insecure', 'actor.node.epmd', 'actor.node.cookie' and"
						+ " 'actor.node.allow-weak-cookie'.",
				cause);
	}

}
