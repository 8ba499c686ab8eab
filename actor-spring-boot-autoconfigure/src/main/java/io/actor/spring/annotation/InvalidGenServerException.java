package io.actor.spring.annotation;

/** A class with {@link GenServer} breaks one of its rules. */
public class InvalidGenServerException extends ActorDefinitionException {

	public InvalidGenServerException(String problem, String action) {
		super(problem, action);
	}

}
