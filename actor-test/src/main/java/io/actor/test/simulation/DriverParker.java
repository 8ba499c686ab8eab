package io.actor.test.simulation;

import io.actor.scheduler.Parker;

/**
 * Where the test's own thread waits: it runs the world until it is woken, so a call from
 * a test comes back as from anywhere else, and virtual time passes meanwhile.
 */
final class DriverParker implements Parker {

	private final Simulation simulation;

	private final SimulatedNode node;

	private boolean permit;

	DriverParker(Simulation simulation, SimulatedNode node) {
		this.simulation = simulation;
		this.node = node;
	}

	@Override
	public void park() {
		if (!this.simulation.runUntil(() -> this.permit, Long.MAX_VALUE)) {
			throw new IllegalStateException("The test waits, and nothing can happen any more that would end it: "
					+ "no process can run and no timer is set");
		}
		this.permit = false;
	}

	@Override
	public void parkUntil(long deadlineNanos) {
		this.simulation.runUntil(() -> this.permit, this.node.clock().virtualTime(deadlineNanos));
		this.permit = false;
	}

	@Override
	public void unpark() {
		this.permit = true;
	}

}
