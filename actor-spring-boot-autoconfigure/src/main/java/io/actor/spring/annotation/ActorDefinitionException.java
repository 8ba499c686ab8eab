package io.actor.spring.annotation;

/**
 * Something is declared in a way that cannot work. The message says what and where,
 * {@link #action()} what to do; the application does not start.
 */
public class ActorDefinitionException extends RuntimeException {

	private final String action;

	/**
	 * A mistake in a declaration.
	 * @param problem what is wrong and where, a sentence
	 * @param action what to do, a sentence
	 */
	public ActorDefinitionException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	/** What to do. */
	public String action() {
		return this.action;
	}

}
