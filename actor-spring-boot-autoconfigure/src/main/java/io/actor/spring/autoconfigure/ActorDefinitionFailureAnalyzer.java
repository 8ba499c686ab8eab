package io.actor.spring.autoconfigure;

import io.actor.spring.annotation.ActorDefinitionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a declaration and what to do. */
final class ActorDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<ActorDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ActorDefinitionException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
