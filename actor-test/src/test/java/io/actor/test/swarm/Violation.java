package io.actor.test.swarm;

/** An invariant of the catalogue does not hold. */
final class Violation extends AssertionError {

	private static final long serialVersionUID = 1L;

	private final String invariant;

	/**
	 * An invariant that does not hold.
	 * @param invariant its id in the catalogue, as "MB-S1"
	 * @param what was seen
	 */
	Violation(String invariant, String what) {
		super(invariant + ": " + what);
		this.invariant = invariant;
	}

	String invariant() {
		return this.invariant;
	}

}
