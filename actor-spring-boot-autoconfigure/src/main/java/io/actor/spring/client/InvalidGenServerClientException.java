package io.actor.spring.client;

import io.actor.spring.annotation.ActorDefinitionException;

/**
 * An interface with {@link io.actor.spring.annotation.GenServerClient} breaks one of its
 * rules.
 */
public class InvalidGenServerClientException extends ActorDefinitionException {

	InvalidGenServerClientException(String problem, String action) {
		super(problem, action);
	}

}
