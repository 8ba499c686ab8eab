package io.actor.test;

import java.time.Duration;

import io.actor.test.simulation.Simulation;

/** The virtual time of a world. It stands still until somebody lets it pass. */
public final class TestClock {

	private final Simulation simulation;

	TestClock(Simulation simulation) {
		this.simulation = simulation;
	}

	/**
	 * Lets this much time pass: every timer that is due in it fires in its order, and
	 * every process does what it then has to.
	 */
	public void advance(Duration time) {
		this.simulation.run(time);
	}

	/** Virtual time since the world began. */
	public Duration elapsed() {
		return Duration.ofNanos(this.simulation.now());
	}

}
