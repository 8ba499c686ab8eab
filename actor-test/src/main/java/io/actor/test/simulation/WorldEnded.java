package io.actor.test.simulation;

/**
 * Unwinds code that still waits when its node has crashed or the world ends. Nothing it
 * does on the way out has an effect.
 */
final class WorldEnded extends Error {

	private static final long serialVersionUID = 1L;

	WorldEnded() {
		super("The simulated node this code ran on is gone", null, false, false);
	}

}
