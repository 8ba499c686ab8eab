package io.actor.spring.autoconfigure;

import io.actor.process.ExitReason;
import io.actor.spring.server.ServerStartException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which server could not start. What the container finds wrong with its constructor
 * arguments is left to those who explain that.
 */
final class ServerStartFailureAnalyzer extends AbstractFailureAnalyzer<ServerStartException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ServerStartException cause) {
		if (findCause(cause, NoSuchBeanDefinitionException.class) != null) {
			return null;
		}
		if (cause.reason().toString().startsWith("{already_started")) {
			return new FailureAnalysis("The name '" + cause.child() + "' belongs to a process that runs already.",
					"Give the server or supervisor '" + cause.child() + "' another name.", cause);
		}
		String where = (cause.reason() instanceof ExitReason.Crash(Throwable thrown)
				&& thrown.getStackTrace().length > 0) ? ", at " + thrown.getStackTrace()[0] : "";
		return new FailureAnalysis(cause.getMessage() + where + ".",
				"Correct what its constructor or init does; if it may be missing for a while, let it start without"
						+ " what it needs and fetch that in a handler: a start that fails is not tried again.",
				cause);
	}

}
