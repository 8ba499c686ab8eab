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
		return new FailureAnalysis("The node cannot start: " + cause.getMessage() + ".",
				"Check the settings of 'actor.node'; 'actor.node.epmd=none' does without a port mapper.", cause);
	}

}
