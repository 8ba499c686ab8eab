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
		checkNode();
		if (!this.simulation.runUntil(this::over, Long.MAX_VALUE)) {
			throw new IllegalStateException("The test waits, and nothing can happen any more that would end it: "
					+ "no process can run and no timer is set");
		}
		checkNode();
		this.permit = false;
	}

	@Override
	public void parkUntil(long deadlineNanos) {
		checkNode();
		this.simulation.runUntil(this::over, this.node.clock().virtualTime(deadlineNanos));
		checkNode();
		this.permit = false;
	}

	private boolean over() {
		return this.permit || this.node.isCrashed();
	}

	/** Time on a machine that is gone stands still: a wait there would have no end. */
	private void checkNode() {
		if (!this.permit && this.node.isCrashed()) {
			throw new IllegalStateException(
					"The node " + this.node.name() + " has crashed or was stopped; nobody there answers");
		}
	}

	@Override
	public void unpark() {
		this.permit = true;
	}

}
