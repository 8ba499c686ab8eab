package io.actor.statemachine;

/**
 * A {@link Step} on its way up the stack; see {@link Step#thrown}. Carries no stack
 * trace: it is no error.
 */
public final class ThrownStep extends RuntimeException {

	private final transient Step<?> step;

	ThrownStep(Step<?> step) {
		super("The result of an event handler: " + step, null, false, false);
		this.step = step;
	}

	/** The handler's result. */
	public Step<?> step() {
		return this.step;
	}

}
