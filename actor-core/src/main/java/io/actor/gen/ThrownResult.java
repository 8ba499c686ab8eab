package io.actor.gen;

/**
 * What a callback returns, on its way up the stack of the callback
 * ({@code throw({noreply, State})}). Made by {@link Next#thrown()} and
 * {@link Init#thrown()}.
 */
final class ThrownResult extends RuntimeException {

	private final transient Object result;

	ThrownResult(Object result) {
		super("A result on its way to the loop of the server; let it pass: " + result, null, false, false);
		this.result = result;
	}

	/** The {@link Next} or {@link Init}. */
	Object result() {
		return this.result;
	}

}
